import type { Manifest } from '../build/manifest.js'
import { deployerPolicy } from './deployer-policy.js'
import { earlier } from './earlier.js'
import type { DeployFormat } from './format.js'
import { type Plan, planOf } from './plan.js'
import { exampleTemplate } from './stack-example.js'
import { cloudFormation, type StackForm, sam } from './stack-forms.js'
import { stackTemplate } from './stack-template.js'
import { terraformFiles } from './terraform.js'

export { type DeployFormat, deployFormats } from './format.js'

/** A file, with its path from the folder of the build. */
export interface DeployFile {
  readonly path: string
  readonly content: string
}

export interface EmitOptions {
  /** How many builds to go back to older code, at most as many as the manifest remembers. Default 0. */
  readonly back?: number
}

/**
 * The deployment material of a build: functions with a published version each, their role, and the
 * policies of the behaviors, for a distribution that exists; a whole distribution as an example; and
 * what the one who deploys must be allowed to do. Unchanged code gives unchanged files.
 *
 * @throws ProjectError where a behavior needs what no policy of CloudFront can say, and for a build
 * that the manifest cannot go back to.
 * @example
 * ```ts
 * const { manifest, outDir } = await build({ config: await loadConfig(process.cwd()) })
 * for (const { path, content } of emit('cloudformation', manifest)) {
 *   mkdirSync(dirname(join(outDir, path)), { recursive: true })
 *   writeFileSync(join(outDir, path), content)
 * }
 * ```
 */
export function emit(
  format: DeployFormat,
  manifest: Manifest,
  { back = 0 }: EmitOptions = {},
): readonly DeployFile[] {
  const plan = planOf(back === 0 ? manifest : earlier(manifest, back))
  const files = { ...writers[format](plan), 'deployer-policy.json': deployerPolicy(format, plan) }
  return Object.entries(files).map(([name, content]) => ({ path: `${format}/${name}`, content }))
}

/** The files of each format by name. */
const writers: Readonly<Record<DeployFormat, (plan: Plan) => Readonly<Record<string, string>>>> = {
  cloudformation: (plan) => stackFiles(plan, cloudFormation(plan)),
  terraform: terraformFiles,
  sam: (plan) => stackFiles(plan, sam(plan)),
}

function stackFiles(plan: Plan, { template, example }: StackForm): Record<string, string> {
  return {
    'template.yaml': stackTemplate(plan, template),
    'example-distribution.yaml': exampleTemplate(plan, example),
  }
}
