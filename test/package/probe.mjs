// Runs in a user's folder, on whichever Node.js: `node probe.mjs <module>` prints, as JSON, what the
// handlers of the module make of the events in events.json.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [, , file] = process.argv
const handlers = file.endsWith('.cjs')
  ? createRequire(import.meta.url)(file)
  : await import(new URL(file, import.meta.url).href)

const events = JSON.parse(readFileSync(new URL('events.json', import.meta.url), 'utf8'))
const results = {}
for (const [name, event] of Object.entries(events)) results[name] = await handlers[name](event)
process.stdout.write(JSON.stringify(results))
