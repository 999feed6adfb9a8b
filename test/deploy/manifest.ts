import type { Route } from '../../src/app.js'
import { attach } from '../../src/build/attach.js'
import { type FunctionEntry, type Manifest, resolveConfig } from '../../src/build/index.js'
import type { Behavior, Runtime } from '../../src/config/index.js'
import { triggerNames } from '../../src/config/trigger-names.js'
import type { Trigger } from '../../src/event.js'
import type { Needs } from '../../src/pipeline/needs.js'

interface ManifestInit {
  /** Default one, `*`, with the origin `site`. */
  readonly behaviors?: readonly Behavior[]
  /** What the steps of each trigger need. Default a viewer-request and an origin-request without. */
  readonly triggers?: Readonly<Partial<Record<Trigger, Needs>>>
  readonly runtime?: Runtime
  readonly memory?: number
  /** Makes the code other code. */
  readonly seed?: string
}

/** The manifest of an app with one step in each of some triggers. */
export function manifestOf({
  behaviors = [{ path: '*', origin: 'site' }],
  triggers = { 'viewer-request': {}, 'origin-request': {} },
  runtime = 'nodejs24.x',
  memory = 128,
  seed = 'a',
}: ManifestInit = {}): Manifest {
  const names = triggerNames.filter((trigger) => triggers[trigger])
  const routes = names.map(
    (trigger): Route => ({
      name: 'step',
      conditional: false,
      paths: [],
      trigger,
      needs: triggers[trigger],
    }),
  )
  const origins = { site: { kind: 'folder', path: './public' } as const, api: api }
  const config = resolveConfig({ origins, behaviors }, { root: '/' })
  const functions = Object.fromEntries(
    names.map((trigger, i): [string, FunctionEntry] => {
      const sha256 = `${seed}${i}`.padEnd(64, 'abcdef0123456789')
      return [
        trigger,
        {
          trigger,
          app: './edge.ts',
          file: `${trigger}/index.mjs`,
          zip: `${trigger}/${sha256.slice(0, 16)}.zip`,
          sha256,
          bytes: { minified: 1, gzip: 1, zip: 1 },
          handler: 'index.handler',
          runtime,
          architecture: 'x86_64',
          memory,
          timeout: 5,
          includeBody: triggers[trigger]?.body === true,
        },
      ]
    }),
  )
  return {
    version: 1,
    functions,
    origins: { site: 'folder', api: 'http' },
    behaviors: attach(config.behaviors, () => ({
      routes,
      names: new Map(names.map((trigger) => [trigger, trigger])),
      rewriting: [],
    })),
    versions: [functions],
  }
}

const api = { kind: 'http', url: 'http://127.0.0.1:3000' } as const

/** A shop: a cached site, an API that is not cached, and a form whose body is read. */
export function shop(init: ManifestInit = {}): Manifest {
  return manifestOf({
    behaviors: [
      {
        path: '/api/*',
        origin: 'api',
        cache: 'CachingDisabled',
        originRequest: 'AllViewerExceptHostHeader',
      },
      { path: '/images/*.jpg', origin: 'site', originRequest: { cookies: ['wide'] } },
      { path: '*', origin: 'site' },
    ],
    triggers: {
      'viewer-request': { body: true },
      'origin-request': { cacheKey: { headers: ['Accept-Language'], cookies: ['variant'] } },
      'origin-response': {},
      'viewer-response': {},
    },
    ...init,
  })
}
