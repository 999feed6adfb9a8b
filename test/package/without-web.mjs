// `node without-web.mjs <bundle>` imports a bundle, and gives its handler, if it has one, the event
// of event.json, in a process where what would load undici or a built-in module throws instead. The
// result goes to stdout as JSON.
import { readFileSync } from 'node:fs'

const [, , file] = process.argv
const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8')
const refuse = (name) => {
  throw new Error(`${name} was touched`)
}

for (const name of ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'WebSocket']) {
  Object.defineProperty(globalThis, name, { get: () => refuse(name) })
}
process.getBuiltinModule = refuse

const { handler } = await import(new URL(file, import.meta.url).href)
const result = handler ? await handler(JSON.parse(read('event.json'))) : 'loaded'
process.stdout.write(JSON.stringify(result))
