import crypto from 'node:crypto'

type Random = () => number

/**
 * Lets all that gives random values draw from `seeded`, where that has a source for who calls.
 * Returns how to undo it.
 */
export function replaceRandomness(seeded: () => Random | undefined): () => void {
  const undo = [
    replace(Math, 'random', () => (random) => random()),
    // That of node:crypto is read from the global one.
    replace(globalThis.crypto, 'getRandomValues', () => (random, array) => fill(array, random)),
    replace(globalThis.crypto, 'randomUUID', () => uuid),
    replace(crypto, 'randomUUID', () => uuid),
    replace(crypto, 'randomFillSync', () => (random, array) => fill(array, random)),
    // With a callback they go on as they are: what is seeded is what a handler calls in passing.
    replace(crypto, 'randomBytes', ([, callback]) =>
      callback ? undefined : (random, size) => fill(Buffer.alloc(Number(size)), random),
    ),
    replace(crypto, 'randomInt', (args) => (args.some(isFunction) ? undefined : whole)),
  ]
  return () => {
    for (const back of undo.reverse()) back()
  }

  function replace(source: object, name: string, choose: Choose): () => void {
    const target = source as Record<string, unknown>
    const own = Object.getOwnPropertyDescriptor(target, name)
    const real = target[name] as (...args: unknown[]) => unknown
    const stand = (...args: unknown[]): unknown => {
      const random = seeded()
      const made = random && choose(args)
      return made ? made(random, ...args) : real.apply(source, args)
    }
    Object.defineProperty(target, name, { value: stand, configurable: true, writable: true })
    return () => {
      if (own) Object.defineProperty(target, name, own)
      else delete target[name]
    }
  }
}

/** For these arguments, what stands in; nothing where the real one is to be called. */
type Choose = (args: readonly unknown[]) => Made | undefined
type Made = (random: Random, ...args: unknown[]) => unknown

const fill = (array: unknown, random: Random): unknown => {
  const { buffer, byteOffset, byteLength } = array as Uint8Array
  const bytes = new Uint8Array(buffer, byteOffset, byteLength)
  for (let i = 0; i < bytes.length; i++) bytes[i] = random() * 256
  return array
}

/** RFC 9562 section 5.4: version 4, of random bits. */
const uuid: Made = (random) => {
  const bytes = fill(new Uint8Array(16), random) as Uint8Array
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Buffer.from(bytes).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const whole: Made = (random, ...args) => {
  const [least, most] = args.length > 1 ? args.map(Number) : [0, Number(args[0])]
  return (least ?? 0) + Math.floor(random() * ((most ?? 0) - (least ?? 0)))
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}
