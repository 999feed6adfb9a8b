/**
 * Runs in a worker of its own: loads a bundle, whose calls `instrument` may have led through `__ledge`,
 * and tells what it saw.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { App } from '../app.js'
import type { Trigger } from '../event.js'
import type { Match } from '../pipeline/match.js'
import type { Recipe } from '../pipeline/recipe.js'
import type { CallEvidence, Looks, Outcome, Registration, Testimony } from './evidence.js'
import type { Task } from './worker.js'

const calls = new Map<string, CallEvidence>()
const registering = new Set<string>()
/** Every app that was seen, with the first call on it. */
const apps = new Map<object, string>()
const mounted = new Map<object, object[]>()
const thrown = new WeakMap<object, string>()
/** What registered a middleware, each time that something did. */
const registrars = new Map<unknown, Registrar[]>()
const used = new Set<string>()
let registrations = 0

const use = (specifier: string): unknown => used.add(specifier)
Object.assign(globalThis, { __ledge: { call, make, use } })
process.setSourceMapsEnabled(true)

/** `object[method](...args)`. */
function call(id: string, object: Methods, method: string, args: unknown[]): unknown {
  const evidence = calls.get(id) ?? { apps: 0, others: 0, args: [] }
  calls.set(id, evidence)
  if (!isApp(object)) {
    evidence.others++
    return object[method]!(...args)
  }
  evidence.apps++
  registrations++
  if (!apps.has(object)) apps.set(object, id)
  if (method === 'use') for (const [i, arg] of args.entries()) addParts(evidence, i, arg)
  addRegistrars(id, args)
  const [, child] = args
  if (method === 'mount' && isApp(child)) {
    mounted.set(object, [...(mounted.get(object) ?? []), child])
  }
  try {
    return object[method]!(...args)
  } catch (error) {
    if (typeof error === 'object' && error !== null) thrown.set(error, thrown.get(error) ?? id)
    throw error
  }
}

/** The value behind `const name =`. */
function make(id: string, value: () => unknown): unknown {
  const before = registrations
  const made = value()
  if (registrations !== before) registering.add(id)
  return made
}

type Methods = Record<string, (...args: unknown[]) => unknown>

function isApp(value: unknown): value is App & Methods {
  const { routes, mount, handlers } = Object(value)
  return [routes, mount, handlers].every((method) => typeof method === 'function')
}

const parts = {
  viewerRequest: 'viewer-request',
  originRequest: 'origin-request',
  originResponse: 'origin-response',
  viewerResponse: 'viewer-response',
} as const satisfies Partial<Record<keyof Recipe, Trigger>>

function addParts(evidence: CallEvidence, position: number, recipe: unknown): void {
  if (typeof Object(recipe).name !== 'string') return
  const { onReply, carries, ...rest } = recipe as Recipe
  const triggers = new Set(evidence.args[position])
  for (const [part, trigger] of Object.entries(parts)) {
    // A carry is stripped in viewer-request and known everywhere; replies go out of all but the last.
    const always = carries?.length || 'header' in rest
    const replies = onReply && trigger !== 'viewer-response'
    if (always || replies || rest[part as keyof typeof parts]) triggers.add(trigger)
  }
  evidence.args[position] = [...triggers]
}

interface Registrar {
  readonly call: string
  readonly match: Match
}

/** Functions among the arguments, and those in recipes, carries included, are what becomes steps. */
function addRegistrars(call: string, args: readonly unknown[]): void {
  const [first] = args
  const match: Match = typeof Object(first).name === 'string' ? {} : Object(first)
  const add = (arg: unknown): void => {
    if (typeof arg === 'function') {
      registrars.set(arg, [...(registrars.get(arg) ?? []), { call, match }])
    } else if (typeof Object(arg).name === 'string') {
      const { carries = [], ...recipe } = arg as Recipe
      for (const carry of carries) add(carry)
      for (const part of Object.keys(parts)) add(recipe[part as keyof typeof parts])
    }
  }
  for (const arg of args) add(arg)
}

/** What is known of each step beside its route, in the order of `app.routes()`. */
function registrationsOf(app: App): Registration[] {
  const found: Registration[] = []
  for (const trigger of app.triggers()) {
    app.handler(trigger, {
      wrap({ run }) {
        const [first, ...others] = registrars.get(run) ?? []
        // A function may be registered more than once: each time is another step.
        if (others.length > 0) registrars.set(run, others)
        const { method = [], host = [] } = first?.match ?? {}
        found.push({
          call: first?.call,
          methods: [method].flat(),
          hosts: [host].flat(),
          // Who takes no `next` can only answer.
          answers: run.length < 2 && !/^[^{]*(\.\.\.|=[^>])|\barguments\b/.test(String(run)),
        })
        return run
      },
    })
  }
  return found
}

function looksOf(value: unknown): Looks {
  if (isApp(value)) return 'app'
  if (typeof Object(value).fetch === 'function') return 'fetch'
  if (typeof value !== 'function') return 'other'
  return value.length >= 3 ? 'callback-handler' : value.length > 0 ? 'handler' : 'other'
}

/** The entry exports a default in any case; one that looks like nothing is none of the module's. */
function isExported({ name, looks }: { name: string; looks: Looks }): boolean {
  return name !== 'default' || looks !== 'other'
}

async function run(file: string): Promise<Outcome> {
  try {
    const exports: Record<string, unknown> = await import(file)
    const { app } = exports
    if (!isApp(app)) {
      const found = Object.entries(exports).map(([name, value]) => ({
        name,
        looks: looksOf(value),
      }))
      return { kind: 'no-app', exports: found.filter(isExported) }
    }
    app.handlers()
    const known = new Set<object>([app])
    for (const parent of known) for (const child of mounted.get(parent) ?? []) known.add(child)
    const lost = [...apps].flatMap(([other, id]) => (known.has(other) ? [] : id))
    const routes = app.routes()
    const registrations = registrationsOf(app)
    return { kind: 'app', triggers: app.triggers(), routes, registrations, lost }
  } catch (error) {
    const { message = String(error), stack = '' } = Object(error)
    return { kind: 'threw', message, stack, call: thrown.get(Object(error)) }
  }
}

const { file }: Task<undefined> = workerData
const outcome = await run(file)
const testimony: Testimony = { calls, registering, outcome, used }
parentPort?.postMessage(testimony)
