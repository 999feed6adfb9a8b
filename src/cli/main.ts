#!/usr/bin/env node
import { run } from './run.js'

// Whoever reads only the first lines, as `head` does, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const { stdout, stderr, env } = process
process.exitCode = await run(process.argv.slice(2), { cwd: process.cwd(), env, stdout, stderr })
