import { Socket } from 'node:net'

let asked = false

/** From here on no connection comes about: each fails at once, as where nobody listens. */
export function refuseNetwork(): void {
  Socket.prototype.connect = function connect() {
    asked = true
    const refusal = new Error('ledge check lets nothing out to the network')
    process.nextTick(() => this.destroy(Object.assign(refusal, { code: 'ECONNREFUSED' })))
    return this
  }
}

/** Whether a connection was asked for since this was asked last. */
export function askedNetwork(): boolean {
  const was = asked
  asked = false
  return was
}
