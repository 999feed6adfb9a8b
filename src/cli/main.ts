#!/usr/bin/env node
import { Console } from 'node:console'
import { run } from './run.js'

// What a config logs while it loads is not what was asked for.
globalThis.console = new Console(process.stderr)

// Whoever reads only the first lines, as `head` does, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const { stdout, stderr, env } = process
process.exitCode = await run(process.argv.slice(2), { cwd: process.cwd(), env, stdout, stderr })
