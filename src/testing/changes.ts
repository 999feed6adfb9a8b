import { parseSetCookie } from 'cookie'
import { CookieView } from '../message/cookies.js'
import { Draft } from '../message/draft.js'
import { HeaderView } from '../message/headers.js'
import { Query } from '../message/query.js'
import { headerLines } from '../rules/header-lines.js'
import { type Fields, fieldsOf, isFields } from '../rules/wire.js'

/** One difference between what came and what goes on. */
export interface Change {
  /**
   * Where: `uri`, `query.ref`, `headers.x-frame-options`, `cookies.sid`, `origin.custom.domainName`,
   * `status`, `body`. A Set-Cookie line stands under `cookies`, too.
   */
  readonly path: string
  readonly op: 'add' | 'remove' | 'replace'
  /** A list where a header, a cookie or a parameter has several values. */
  readonly before?: unknown
  readonly after?: unknown
}

/** What changed from one message to another of its kind; an answer to a request begins from `{}`. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const old = flat(fieldsOf(before))
  const now = flat(fieldsOf(after))
  const changes: Change[] = []
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const from = old.get(path)
    const to = now.get(path)
    if (JSON.stringify(from) === JSON.stringify(to)) continue
    if (from === undefined) changes.push({ path, op: 'add', after: to })
    else if (to === undefined) changes.push({ path, op: 'remove', before: from })
    else changes.push({ path, op: 'replace', before: from, after: to })
  }
  // A whole says nothing that its parts do not, unless only their order or spelling changed.
  return changes.filter(({ path }) => !changes.some((part) => isPartOf(part.path, path)))
}

/** Whether a change is one of what stands at this path, as the rules' findings name paths. */
export function touches(path: string): (change: Change) => boolean {
  return (change) =>
    path === '' ||
    path === change.path ||
    change.path.startsWith(`${path}.`) ||
    path.startsWith(`${change.path}.`) ||
    isPartOf(change.path, path)
}

/** What is also shown by its parts. */
const wholes: Readonly<Record<string, string>> = {
  querystring: 'query.',
  'headers.cookie': 'cookies.',
  'headers.set-cookie': 'cookies.',
}

function isPartOf(path: string, whole: string): boolean {
  const parts = wholes[whole]
  return parts !== undefined && path.startsWith(parts)
}

/** The message's values by path. */
function flat(message: Fields): Map<string, unknown> {
  const values = new Map<string, unknown>()
  for (const [name, value] of Object.entries(message)) {
    if (name === 'headers') addHeaders(values, value, 'headers')
    else addDeep(values, name, value)
  }
  if (typeof message.querystring === 'string') {
    for (const [name, value] of new Query({ querystring: message.querystring })) {
      add(values, `query.${name}`, value)
    }
  }
  return values
}

function addDeep(values: Map<string, unknown>, path: string, value: unknown): void {
  if (path.endsWith('.customHeaders')) addHeaders(values, value, path)
  else if (!isFields(value)) values.set(path, value)
  else for (const [name, item] of Object.entries(value)) addDeep(values, `${path}.${name}`, item)
}

function addHeaders(values: Map<string, unknown>, headers: unknown, path: string): void {
  const lines = headerLines(headers)
  for (const [name, texts] of lines) {
    for (const text of texts) add(values, `${path}.${name}`, text)
  }
  // What has not the shape of header lines is shown as it is.
  for (const [name, value] of Object.entries(fieldsOf(headers))) {
    if (!lines.has(name.toLowerCase())) values.set(`${path}.${name}`, value)
  }
  if (path !== 'headers') return
  const cookie = (lines.get('cookie') ?? []).map((value) => ({ value }))
  const cookies = new CookieView(new HeaderView(new Draft({ headers: { cookie } })))
  for (const [name, value] of Object.entries(cookies.all())) add(values, `cookies.${name}`, value)
  for (const line of lines.get('set-cookie') ?? []) {
    add(values, `cookies.${parseSetCookie(line).name}`, line)
  }
}

/** A second value under one path makes a list. */
function add(values: Map<string, unknown>, path: string, value: unknown): void {
  const there = values.get(path)
  values.set(path, there === undefined ? value : [there, value].flat())
}
