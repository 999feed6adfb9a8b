import { gzipSync } from 'node:zlib'
import { error, type Problem, warning } from '../config/problem.js'
import type { ResolvedFunctionSettings } from '../config/resolve.js'
import { isViewer } from '../config/trigger-names.js'
import type { Trigger } from '../event.js'
import type { ModuleSize } from './bundle.js'

/** How large a function is, in bytes. */
export interface Sizes {
  /** The code, minified. */
  readonly minified: number
  /** The code, minified and gzip: what budgets are about. */
  readonly gzip: number
  /** What is uploaded. */
  readonly zip: number
}

/**
 * What AWS takes for a function at the edge, and what it took in viewer triggers until 2025.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const most = 52_428_800
const mostOfOld = 1_048_576

export function sizesOf(code: string, zip: Uint8Array): Sizes {
  return {
    minified: Buffer.byteLength(code),
    gzip: gzipSync(code, { level: 9 }).length,
    zip: zip.length,
  }
}

/** What is wrong with the size of a function. */
export function sizeProblems(
  name: string,
  trigger: Trigger,
  { gzip, zip }: Sizes,
  modules: readonly ModuleSize[],
  { budget }: Pick<ResolvedFunctionSettings, 'budget'>,
): Problem[] {
  const tell = (): string => {
    const largest = modules.slice(0, 3).map(({ path, bytes }) => `${path} (${count(bytes)})`)
    return `Largest in it, minified: ${largest.join(', ')}.`
  }
  if (zip > most) {
    const message = `${name} is a zip of ${count(zip)} bytes, and AWS takes ${count(most)}. ${tell()}`
    return [error('too-large', message)]
  }
  const problems: Problem[] = []
  if (budget !== undefined && gzip > budget) {
    const message = `${name} has ${count(gzip)} bytes, minified and gzip, over its budget of ${count(budget)}. ${tell()}`
    problems.push(error('over-budget', message))
  }
  if (!isViewer(trigger)) return problems
  if (zip > mostOfOld) {
    const message = `${name} is a zip of ${count(zip)} bytes. AWS's older pages allow ${count(mostOfOld)} in viewer triggers, and each cold start pays for every byte. ${tell()}`
    problems.push(warning('old-limit', message))
  }
  const sdk = modules.filter(({ path }) => /node_modules\/(@aws-sdk|@smithy|aws-sdk)\//.test(path))
  if (sdk.length > 0) {
    const bytes = sdk.reduce((sum, module) => sum + module.bytes, 0)
    const message = `${name} holds ${count(bytes)} bytes of the AWS SDK, minified, and pays for them at each cold start before a viewer gets an answer. An origin trigger runs on misses only; one call of AWS can be a signed fetch.`
    problems.push(warning('heavy-package', message))
  }
  return problems
}

function count(bytes: number): string {
  return bytes.toLocaleString('en-US')
}
