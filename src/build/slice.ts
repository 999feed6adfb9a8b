import type { Trigger } from '../event.js'
import type { MethodCall, Range } from './calls.js'
import { type CallEvidence, type Evidence, isApps } from './evidence.js'
import { knownTrigger } from './known-trigger.js'
import type { PartRead } from './recipes.js'
import type { Edit } from './rewrite.js'
import type { Source } from './sources.js'
import type { NamedValue } from './values.js'
import { staticName } from './walk.js'

/** The trigger that each registering method, and each part of a recipe, is for. */
const triggerOf: Readonly<Record<string, Trigger>> = {
  viewerRequest: 'viewer-request',
  originRequest: 'origin-request',
  originResponse: 'origin-response',
  viewerResponse: 'viewer-response',
}

/**
 * The edits that leave of a module what one trigger needs.
 *
 * A registration goes where every run of it was on an app; its arguments are taken to be pure, and so
 * is what makes a named value, unless it registers something: it goes when nothing uses the value.
 * What then is unused, imports included, is left to esbuild.
 */
export function slice(
  source: Source,
  all: readonly Source[],
  evidence: Evidence,
  trigger: Trigger,
): Edit[] {
  const { calls, recipes, values } = source
  const read = new Set(all.flatMap((other) => readParts(other, evidence)).map(({ part }) => part))
  return [
    ...values
      .filter((value) => !evidence.registering.has(value.id) && isMentioned(value, source, all))
      .map(({ start, end }) => ({ start, end, before: '/* @__PURE__ */(()=>(', after: '))()' })),
    ...calls.flatMap((call) => {
      const seen = evidence.calls.get(call.id)
      return seen && isApps(seen) ? cutCall(call, seen, trigger) : []
    }),
    ...recipes.checks.map(({ start, end }) => ({ start, end, text: '' })),
    ...knownTrigger(source.module, trigger),
    ...recipes.literals.flatMap(({ properties }) =>
      cutList(properties, (i) => {
        const property = properties[i]!
        const part = property.type === 'Property' ? staticName(property) : undefined
        return part !== undefined && !acts(part, trigger) && !read.has(part)
      }),
    ),
  ]
}

/** Where a part of a recipe may be asked for by its name: then the recipes must keep theirs. */
export function readParts({ calls, recipes }: Source, evidence: Evidence): PartRead[] {
  const onApps = new Set(
    calls.flatMap(({ id, start }) => {
      const seen = evidence.calls.get(id)
      return seen && isApps(seen) ? start : []
    }),
  )
  return recipes.reads.filter(({ call }) => call === undefined || !onApps.has(call))
}

/** A value that nobody mentions is there for what making it does. */
function isMentioned(value: NamedValue, source: Source, all: readonly Source[]): boolean {
  return (
    source.names.variables.has(value.name) ||
    all.some(
      (other) => other !== source && value.exportedAs.some((name) => other.names.all.has(name)),
    )
  )
}

/** Whether a method or a part of a recipe does something in a trigger. */
function acts(name: string, trigger: Trigger): boolean {
  if (name === 'onReply') return trigger !== 'viewer-response'
  return (triggerOf[name] ?? trigger) === trigger
}

function cutCall(call: MethodCall, seen: CallEvidence, trigger: Trigger): Edit[] {
  const { method, access, start, end, args, declarator } = call
  if (method === undefined) return []
  if (method === 'handler' || method === 'handlers') {
    // The entry makes the one handler that is wanted. Here others would be made, of what is not there.
    if (!declarator) return [{ start, end, text: method === 'handlers' ? '({})' : '(()=>{})' }]
    const text = declarator.names
      .map(({ name, isRest }) => `${name} = ${isRest ? '{}' : '()=>{}'}`)
      .join(', ')
    return [{ start: declarator.start, end: declarator.end, text }]
  }
  const whole = { start: access.start, end, text: '' }
  if (!acts(method, trigger)) return [whole]
  if (method !== 'use' || !args) return []
  const isIdle = (i: number): boolean => seen.args[i]?.includes(trigger) === false
  const works = args.some((_, i) => seen.args[i] !== undefined && !isIdle(i))
  return works ? cutList(args, isIdle) : [whole]
}

/** Takes items out of a list, each with the comma behind it; esbuild printed none behind the last. */
function cutList(items: readonly Range[], isCut: (position: number) => boolean): Edit[] {
  return items.flatMap(({ start, end }, i) =>
    isCut(i) ? [{ start, end: items[i + 1]?.start ?? end, text: '' }] : [],
  )
}
