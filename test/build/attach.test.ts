import { describe, expect, test } from 'vitest'
import type { Route } from '../../src/app.js'
import { type AttachableApp, attach } from '../../src/build/attach.js'
import { resolveConfig } from '../../src/build/index.js'
import type { Config } from '../../src/config/index.js'
import type { Trigger } from '../../src/event.js'

const behaviors = [
  { path: '/api/*', origin: 'site', cache: 'CachingDisabled' },
  { path: '/account*', origin: 'site' },
  { path: '*', origin: 'site' },
] as const

test('a behavior gets the functions that have a step for one of its paths', () => {
  const app = appOf([
    { trigger: 'viewer-request', paths: ['/account{/*rest}'] },
    { trigger: 'origin-request', paths: ['/api/*rest'] },
    { trigger: 'viewer-response', paths: [] },
  ])
  expect(triggersOf(app)).toEqual({
    '/api/*': ['origin-request', 'viewer-response'],
    '/account*': ['viewer-request', 'viewer-response'],
    '*': ['viewer-response'],
  })
})

test('where viewer-request may set another path, the steps behind it can all be come to', () => {
  const app = appOf(
    [
      { trigger: 'viewer-request', paths: ['/account{/*rest}'] },
      { trigger: 'origin-request', paths: ['/api/*rest'] },
      { trigger: 'viewer-response', paths: ['/nowhere'] },
    ],
    ['viewer-request'],
  )
  expect(triggersOf(app)).toEqual({
    '/api/*': ['origin-request'],
    '/account*': ['viewer-request', 'origin-request', 'viewer-response'],
    '*': ['viewer-response'],
  })
})

test('origin-response sees the path of origin-request, viewer-response does not', () => {
  const app = appOf(
    [
      { trigger: 'origin-request', paths: ['/account'] },
      { trigger: 'origin-response', paths: ['/stored'] },
      { trigger: 'viewer-response', paths: ['/stored'] },
    ],
    ['origin-request'],
  )
  expect(triggersOf(app)).toEqual({
    '/api/*': [],
    '/account*': ['origin-request', 'origin-response'],
    '*': ['origin-response', 'viewer-response'],
  })
})

test('a behavior that names its triggers gets these, as far as the app has them', () => {
  const app = appOf([
    { trigger: 'viewer-request', paths: [] },
    { trigger: 'origin-request', paths: ['/api/*rest'] },
  ])
  const named = [
    { path: '/a', origin: 'site', triggers: ['origin-request', 'origin-response'] },
    { path: '*', origin: 'site', triggers: [] },
  ] as const
  expect(triggersOf(app, named)).toEqual({ '/a': ['origin-request'], '*': [] })
})

test('origin triggers run on misses, viewer triggers and uncached behaviors on every request', () => {
  const app = appOf([
    { trigger: 'viewer-request', paths: [] },
    { trigger: 'origin-request', paths: [] },
  ])
  const runs = attachments(app).map(({ path, functions }) => [path, functions.map((f) => f.runs)])
  expect(runs).toEqual([
    ['/api/*', ['every request', 'every request']],
    ['/account*', ['every request', 'cache misses']],
    ['*', ['every request', 'cache misses']],
  ])
})

describe('the needs of the steps of a behavior', () => {
  const app = appOf([
    {
      trigger: 'origin-request',
      paths: ['/api/*rest'],
      needs: {
        cacheKey: { headers: ['CloudFront-Viewer-Country'], query: ['size', 'page'] },
        forward: { headers: ['X-Visitor'], cookies: ['session'] },
      },
    },
    {
      trigger: 'origin-request',
      paths: [],
      needs: {
        cacheKey: { cookies: ['ab'] },
        forward: { headers: ['cloudfront-viewer-country'], query: ['size'], cookies: ['ab'] },
        body: true,
      },
    },
  ])

  test('go into its policies, forwarded only what is not in the key', () => {
    expect(attachments(app)).toMatchObject([
      {
        path: '/api/*',
        cacheKey: {
          headers: ['CloudFront-Viewer-Country'],
          cookies: ['ab'],
          query: ['page', 'size'],
        },
        forward: { headers: ['X-Visitor'], cookies: ['session'], query: [] },
      },
      {
        path: '/account*',
        cacheKey: { headers: [], cookies: ['ab'], query: [] },
        forward: { headers: ['cloudfront-viewer-country'], cookies: [], query: ['size'] },
      },
      { path: '*' },
    ])
  })

  test('set IncludeBody where a step wants the body', () => {
    const onlyApi = appOf([
      { trigger: 'viewer-request', paths: [] },
      { trigger: 'viewer-request', paths: ['/api/form'], needs: { body: true } },
    ])
    const bodies = attachments(onlyApi).map(({ functions }) => functions[0]?.includeBody)
    expect(bodies).toEqual([true, false, false])
  })
})

function appOf(
  routes: readonly Partial<Route>[],
  rewriting: readonly Trigger[] = [],
): AttachableApp {
  const all = routes.map(
    (route): Route => ({
      name: 'step',
      conditional: false,
      needs: undefined,
      paths: [],
      trigger: 'viewer-request',
      ...route,
    }),
  )
  return {
    routes: all,
    names: new Map(all.map(({ trigger }) => [trigger, trigger])),
    rewriting,
  }
}

function attachments(app: AttachableApp, list: Config['behaviors'] = behaviors) {
  return attach(resolveConfig({ behaviors: list }, { root: '/' }).behaviors, () => app)
}

function triggersOf(app: AttachableApp, list?: Config['behaviors']): Record<string, Trigger[]> {
  return Object.fromEntries(
    attachments(app, list).map(({ path, functions }) => [path, functions.map((f) => f.trigger)]),
  )
}
