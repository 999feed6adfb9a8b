/** Times one workload of one contender in a process of its own: `one.js <workload>` prints ns per call. */
import { contender } from '#contender'
import { eventTexts, type Workload } from './workloads.js'

const workload = process.argv[2] as Workload
const make = contender[workload]
if (process.argv[3] === 'output') {
  const result = make ? await make()(JSON.parse(eventTexts[workload])) : undefined
  console.log(JSON.stringify(result ?? null))
} else if (make) {
  console.log(await measure(make()))
}

async function measure(handler: ReturnType<NonNullable<typeof make>>): Promise<number> {
  const text = eventTexts[workload]
  const batch = 200
  const samples: number[] = []
  const until = performance.now() + 1200
  while (performance.now() < until) {
    const events = Array.from({ length: batch }, () => JSON.parse(text))
    const start = process.hrtime.bigint()
    for (const event of events) await handler(event)
    samples.push(Number(process.hrtime.bigint() - start) / batch)
  }
  // The first third warms the engine up.
  const warm = samples.slice(Math.floor(samples.length / 3)).sort((a, b) => a - b)
  return warm[Math.floor(warm.length / 2)] ?? Number.NaN
}
