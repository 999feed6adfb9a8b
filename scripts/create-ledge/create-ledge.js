#!/usr/bin/env node
// `npm create ledge my-site` is `ledge init my-site`.
import { createRequire } from 'node:module'

const place = import.meta.resolve('ledge/package.json')
const { bin } = createRequire(import.meta.url)('ledge/package.json')
process.argv.splice(2, 0, 'init')
await import(new URL(bin.ledge, place).href)
