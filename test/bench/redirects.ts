/**
 * A table of 10,000 redirects against one of ten: a lookup, and a whole request, take at most twice the
 * time.
 *
 * npm run --silent build && npx esbuild test/bench/redirects.ts --format=esm | node --input-type=module
 *
 * Both tables have the same mix of paths, params and splats. Each must send every request where its
 * rule says, and both the same way where they share a rule, before they are timed. A round times both,
 * in turn forwards and backwards; the figures are the best rounds, since what else runs on the machine
 * only ever adds.
 */
import { type Handler, ledge } from 'ledge'
import { type PathTable, pathTable } from 'ledge/recipe-kit'
import { redirects } from 'ledge/recipes/redirects'
import { viewerRequestEvent } from 'ledge/testing'

interface Sample {
  readonly from: string
  readonly to: string
  readonly uri: string
  readonly location: string
}

/** The rule of a number, a request that it is for, and where that one is sent. */
function sample(i: number): Sample {
  if (i % 10 === 3) {
    return {
      from: `/shop/${i}/:item`,
      to: `/store/${i}/:item`,
      uri: `/shop/${i}/hat`,
      location: `/store/${i}/hat`,
    }
  }
  if (i % 10 === 7) {
    const to = `https://blog.example.com/${i}/*rest`
    return {
      from: `/blog/${i}{/*rest}`,
      to,
      uri: `/blog/${i}/a/b`,
      location: `https://blog.example.com/${i}/a/b`,
    }
  }
  return { from: `/old/page-${i}`, to: `/new/${i}`, uri: `/old/page-${i}`, location: `/new/${i}` }
}

interface Table {
  readonly handler: Handler
  readonly lookup: PathTable
  readonly samples: readonly Sample[]
  /** Some that rules are for, and some that none is for. */
  readonly uris: readonly string[]
}

function tableOf(size: number): Table {
  const samples = Array.from({ length: size }, (_, i) => sample(i))
  const handler = ledge()
    .viewerRequest(redirects({ rules: samples.map(({ from, to }) => ({ from, to })) }))
    .handler('viewer-request')
  const lookup = pathTable(
    'redirects',
    samples.map(({ from }) => from),
  )
  // Ten of every kind, spread over the table.
  const step = size / 10
  const asked = Array.from({ length: 10 }, (_, i) => sample(i * step + (i % step)))
  const uris = asked.flatMap(({ uri }, i) => [uri, `/products/${i}`])
  return { handler, lookup, samples, uris }
}

async function locationOf({ handler }: Table, uri: string): Promise<string | undefined> {
  const result = await handler(viewerRequestEvent(uri))
  return 'status' in result ? result.headers?.location?.[0]?.value : undefined
}

async function prove(small: Table, large: Table): Promise<void> {
  for (const table of [small, large]) {
    for (const { uri, location } of table.samples) {
      const came = await locationOf(table, uri)
      if (came !== location) throw new Error(`${uri} leads to ${came}, not to ${location}`)
    }
    if (await locationOf(table, '/products/1')) throw new Error('what no rule is for is redirected')
  }
  for (const { uri } of small.samples) {
    const event = JSON.stringify(viewerRequestEvent(uri))
    const [one, other] = await Promise.all(
      [small, large].map(({ handler }) => handler(JSON.parse(event))),
    )
    if (JSON.stringify(one) !== JSON.stringify(other))
      throw new Error(`the tables differ on ${uri}`)
  }
}

/** Nanoseconds per uri, of texts of their own, as each request has. */
function timeLookup({ lookup, uris }: Table): number {
  const texts = repeat(uris, (uri) => Buffer.from(uri).toString('latin1'))
  const start = process.hrtime.bigint()
  for (const text of texts) lookup(text)
  return Number(process.hrtime.bigint() - start) / texts.length
}

/** Nanoseconds per request, half of which are redirected. */
async function timeRequest({ handler, uris }: Table): Promise<number> {
  const requests = uris.map((uri) => JSON.stringify(viewerRequestEvent(uri)))
  const events = repeat(requests, (text) => JSON.parse(text))
  const start = process.hrtime.bigint()
  for (const event of events) await handler(event)
  return Number(process.hrtime.bigint() - start) / events.length
}

function repeat<T>(texts: readonly string[], make: (text: string) => T): T[] {
  return Array.from({ length: 200 }, () => texts.map(make)).flat()
}

async function compare(what: string, time: (table: Table) => number | Promise<number>) {
  const times = new Map<Table, number[]>(tables.map((table) => [table, []]))
  for (let round = 0; round < 40; round++) {
    for (const table of round % 2 ? tables : tables.toReversed()) {
      const taken = await time(table)
      if (round >= 8) times.get(table)?.push(taken)
    }
  }
  const [ten = Number.NaN, tenThousand = Number.NaN] = [...times.values()].map((all) =>
    Math.min(...all),
  )
  const ratio = tenThousand / ten
  console.log(
    `${what}  ${ten.toFixed(0).padStart(6)} ns  ${tenThousand.toFixed(0).padStart(6)} ns  ${ratio.toFixed(2)}x`,
  )
  if (!(ratio <= 2)) process.exitCode = 1
}

const tables = [tableOf(10), tableOf(10_000)] as const
await prove(...tables)
console.log('         10 rules  10,000 rules')
await compare('lookup ', timeLookup)
await compare('request', timeRequest)
