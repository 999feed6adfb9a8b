import { resolve } from 'node:path'
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront'
import { Construct } from 'constructs'
import { manifestName } from '../build/manifest.js'
import { readManifest } from '../build/out-dir.js'
import { didYouMean } from '../config/nearest.js'
import { type PlannedBehavior, planOf } from '../deploy/plan.js'
import { EdgeError, show } from '../error.js'
import type { Trigger } from '../event.js'
import { edgeFunction } from './edge-function.js'
import { BehaviorPolicies, type PoliciesOfBehavior } from './policies.js'

export interface EdgeFunctionsProps {
  /** The folder that `ledge build` wrote, from the folder in which the CDK app runs. */
  readonly build: string
}

/** What a behavior of a distribution is given, to be spread into its options. */
export interface EdgeBehavior extends PoliciesOfBehavior {
  readonly edgeLambdas: cloudfront.EdgeLambda[]
}

const eventTypes: Readonly<Record<Trigger, cloudfront.LambdaEdgeEventType>> = {
  'viewer-request': cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
  'origin-request': cloudfront.LambdaEdgeEventType.ORIGIN_REQUEST,
  'origin-response': cloudfront.LambdaEdgeEventType.ORIGIN_RESPONSE,
  'viewer-response': cloudfront.LambdaEdgeEventType.VIEWER_RESPONSE,
}

/**
 * The functions of a build, with a version of each, and the policies that its behaviors need. They are
 * retained when they leave the stack.
 *
 * In a stack of another region than us-east-1 the functions are in a stack of their own there, which
 * CDK adds to the app; both regions must be bootstrapped, and the stack must name its region.
 *
 * @example
 * ```ts
 * const edge = new EdgeFunctions(this, 'Edge', { build: '.ledge/build' })
 * new cloudfront.Distribution(this, 'Site', {
 *   defaultBehavior: { origin: site, ...edge.behavior('*') },
 *   additionalBehaviors: { '/api/*': { origin: api, ...edge.behavior('/api/*') } },
 * })
 * ```
 */
export class EdgeFunctions extends Construct {
  /** By their names in the manifest. */
  readonly functions: Readonly<Record<string, cloudfront.experimental.EdgeFunction>>
  readonly #behaviors: ReadonlyMap<string, EdgeBehavior>

  /**
   * @throws EdgeError `bad-option` for a folder without a build, ProjectError where a behavior needs
   * what no policy of CloudFront can say.
   */
  constructor(scope: Construct, id: string, { build }: EdgeFunctionsProps) {
    super(scope, id)
    const folder = resolve(build)
    const manifest = readManifest(folder)
    if (!manifest) {
      throw new EdgeError(
        'bad-option',
        `EdgeFunctions: expected build to be a folder with a ${manifestName}, got ${show(build)}. Run \`ledge build\` before.`,
      )
    }
    const plan = planOf(manifest)
    this.functions = Object.fromEntries(
      // In another region's stack of functions this construct is not around them.
      plan.functions.map((fn) => [fn.name, edgeFunction(this, `${id}${fn.id}`, fn, folder)]),
    )
    const policies = new BehaviorPolicies(this, plan)
    this.#behaviors = new Map(
      plan.behaviors.map((behavior) => [
        behavior.path,
        { edgeLambdas: this.#attached(behavior), ...policies.of(behavior) },
      ]),
    )
  }

  /**
   * The functions and the policies of a behavior, to be spread into its options.
   *
   * @param path as in the config, such as `'/api/*'`, or `'*'` for the default behavior
   * @throws EdgeError `bad-option` for a path that is none of the build's behaviors.
   */
  behavior(path: string): EdgeBehavior {
    const behavior = this.#behaviors.get(path)
    if (behavior) return behavior
    const paths = [...this.#behaviors.keys()]
    throw new EdgeError(
      'bad-option',
      `EdgeFunctions: expected one of the behaviors ${paths.join(', ')}, got ${show(path)}.${didYouMean(path, paths)}`,
    )
  }

  /** The functions of a behavior, see `behavior`. */
  edgeLambdas(path: string): cloudfront.EdgeLambda[] {
    return this.behavior(path).edgeLambdas
  }

  #attached({ functions }: PlannedBehavior): cloudfront.EdgeLambda[] {
    return functions.map(({ trigger, includeBody, function: { name } }) => ({
      functionVersion: this.functions[name]!.currentVersion,
      eventType: eventTypes[trigger],
      includeBody,
    }))
  }
}
