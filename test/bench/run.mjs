// Compares the contenders side by side: npm run bench, or npm run bench -- W2 W6. A fresh process per contender and round, the
// order reversed every other round, and no time taken before all outputs were found to be equal.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { build } from 'esbuild'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const out = here('../../node_modules/.cache/ledge-bench/')
const contenders = ['hand', 'ledge', 'koa', 'hono']
const rounds = Number(process.env.ROUNDS ?? 5)
mkdirSync(out, { recursive: true })

const { imports } = JSON.parse(readFileSync(here('../../package.json'), 'utf8'))
const sources = Object.fromEntries(
  Object.entries(imports).map(([name, { default: built }]) => [
    name,
    built.replace(/^\.\/dist\/(.*)\.js$/, (_, module) => here(`../../${module}.ts`)),
  ]),
)

for (const name of contenders) {
  await build({
    entryPoints: [here('one.ts')],
    outfile: `${out}${name}.mjs`,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    alias: {
      ledge: here('../../src/index.ts'),
      ...sources,
      '#contender': here(`contenders/${name}.ts`),
    },
  })
}

const { workloads } = await bundled('workloads.ts')
const run = (name, ...args) =>
  execFileSync(process.execPath, [`${out}${name}.mjs`, ...args], { encoding: 'utf8' }).trim()

console.log(`${process.version}, ${rounds} rounds, median ns per call and ratio to hand\n`)
console.log(['', ...contenders].map(cell).join(''))
const asked = process.argv.slice(2)
for (const workload of workloads.filter((name) => asked.length === 0 || asked.includes(name))) {
  const taking = contenders.filter((name) => run(name, workload, 'output') !== 'null')
  verify(workload, taking)
  const times = Object.fromEntries(taking.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 ? taking.toReversed() : taking)
      times[name].push(Number(run(name, workload)))
  }
  const median = (name) => times[name]?.sort((a, b) => a - b)[Math.floor(rounds / 2)]
  const shown = contenders.map((name) =>
    times[name]
      ? `${median(name).toFixed(0)} (${(median(name) / median('hand')).toFixed(2)})`
      : '-',
  )
  console.log([workload, ...shown].map(cell).join(''))
}

/** hono's adapter leaves out what it does not know; what it has must be equal. */
function verify(workload, names) {
  const [expected, ...others] = names.map((name) =>
    comparable(JSON.parse(run(name, workload, 'output')), name),
  )
  others.forEach((output, i) => {
    const wanted =
      names[i + 1] === 'hono' ? { ...expected, statusDescription: undefined } : expected
    if (isDeepStrictEqual(output, wanted)) return
    throw new Error(
      `${names[i + 1]} differs on ${workload}: ${JSON.stringify(output)} is not ${JSON.stringify(wanted)}`,
    )
  })
}

/** Values of headers without the spelling of their names. */
function comparable({ headers, body, bodyEncoding, statusDescription, ...rest }, name) {
  const values = Object.entries(headers).map(([key, lines]) => [
    key,
    lines.map((line) => line.value),
  ])
  return {
    ...rest,
    statusDescription: name === 'hono' ? undefined : statusDescription,
    body: body || undefined,
    headers: Object.fromEntries(values.sort()),
  }
}

async function bundled(file) {
  await build({ entryPoints: [here(file)], outfile: `${out}${file}.mjs`, format: 'esm' })
  return import(`${out}${file}.mjs`)
}

function cell(text, i) {
  return i === 0 ? text.padEnd(10) : text.padStart(15)
}
