// `node without-web.mjs` imports bundles, and gives their handlers, if they have one, an event, in a
// process where what would load undici or a built-in module throws instead. Stdin has both as JSON:
// `{ bundles: { name: path }, event }`. The results, or what was thrown, go to stdout as JSON.
import { readFileSync } from 'node:fs'

const { bundles, event } = JSON.parse(readFileSync(0, 'utf8'))
const refuse = (name) => {
  throw new Error(`${name} was touched`)
}

for (const name of ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'WebSocket']) {
  Object.defineProperty(globalThis, name, { get: () => refuse(name) })
}
process.getBuiltinModule = refuse

const results = {}
for (const [name, path] of Object.entries(bundles)) {
  try {
    const { handler } = await import(new URL(path, import.meta.url).href)
    results[name] = handler ? await handler(event) : 'loaded'
  } catch (error) {
    results[name] = String(error)
  }
}
process.stdout.write(JSON.stringify(results))
