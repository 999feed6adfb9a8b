import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Command } from '../command.js'
import { quoted } from '../shell.js'
import { starterDependencies, starterFiles } from '../starter.js'
import { coloursOf } from '../terminal.js'
import { WrongCall } from '../wrong-call.js'

export const init: Command = {
  usage: 'init [folder]',
  summary: 'Makes a small project that works',
  about: 'In this folder, or one below it. What is there already is left alone.',
  options: [],
  examples: [
    ['ledge init', 'in this folder'],
    ['ledge init my-site', 'in a folder that need not exist'],
    ['npm create ledge my-site', 'without having installed anything'],
  ],
  async run({ json, quiet }, { cwd, stdout, env }, argument = '.') {
    const folder = resolve(cwd, argument)
    if (existsSync(folder) && !statSync(folder).isDirectory()) {
      throw new WrongCall(`Expected a folder, but ${argument} is a file.`)
    }
    const { made, kept } = writeStarter(folder)
    const next = nextSteps(relative(cwd, folder), kept)
    if (json) stdout.write(`${JSON.stringify({ folder, made, kept, next }, undefined, 2)}\n`)
    else if (!quiet) {
      const { bold, dim } = coloursOf(stdout, env)
      const blocks = [
        ...(made.length > 0 ? [[`${bold('Made')} in ${folder}:`, ...made]] : []),
        ...(kept.length > 0 ? [[`${bold('Left alone')}, since you have such:`, ...kept]] : []),
        [bold('Next:'), ...next],
      ]
      const text = blocks.map(([head, ...lines]) => [head, ...lines.map((line) => `  ${line}`)])
      stdout.write(`${text.map((lines) => lines.join('\n')).join('\n\n')}\n\n${dim(more)}\n`)
    }
    return 0
  },
}

const more = "'npx ledge --help' lists the commands."

/** Writes what is not there yet. */
function writeStarter(folder: string): { made: string[]; kept: string[] } {
  const files = Object.entries(starterFiles(nameOf(folder)))
  const there = files.filter(([path]) => isThere(folder, path)).map(([path]) => path)
  // The test is of the app beside it: another app it would only fail.
  const kept = files.flatMap(([path]) =>
    there.includes(path) || (path === 'edge.test.ts' && there.includes('edge.ts')) ? path : [],
  )
  const made = files.filter(([path]) => !kept.includes(path))
  for (const [path, text] of made) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { flag: 'wx' })
  }
  return { made: made.map(([path]) => path), kept }
}

/** A config in JavaScript is one, too. */
function isThere(folder: string, path: string): boolean {
  const endings = path === 'ledge.config.ts' ? ['.ts', '.mts', '.js', '.mjs'] : ['']
  const stem = path === 'ledge.config.ts' ? 'ledge.config' : path
  return endings.some((ending) => existsSync(join(folder, stem + ending)))
}

/** What makes it work, as it is to be typed. */
function nextSteps(path: string, kept: readonly string[]): string[] {
  const packages = Object.entries(starterDependencies).map(([name, range]) => `${name}@${range}`)
  const isOwn = kept.includes('package.json')
  return [
    ...(path === '' ? [] : [`cd ${/^[\w./-]+$/.test(path) ? path : quoted(path)}`]),
    isOwn ? `npm install --save-dev ${packages.map((one) => `'${one}'`).join(' ')}` : 'npm install',
    ...(kept.includes('edge.test.ts') ? [] : [isOwn ? 'npx vitest run' : 'npm test']),
    'npx ledge check',
    'npx ledge build',
  ]
}

/** The folder's name as npm takes one; a package must not be called as what it depends on. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  if (name === '') return 'edge'
  return Object.hasOwn(starterDependencies, name) ? `${name}-site` : name
}
