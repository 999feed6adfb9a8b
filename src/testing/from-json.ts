import { show } from '../error.js'
import type { Trigger } from '../event.js'
import { everyTrigger } from '../rules/rule.js'
import { fieldsOf, isFields } from '../rules/wire.js'
import { badEvent, viewerIp } from './request-init.js'
import type { TriggerEvent } from './trigger-event.js'

/**
 * A recorded event, as a log or one of AWS's examples has it: checked, and typed. A field that older
 * recordings lack is filled in.
 *
 * @param trigger The trigger it must be of; needed where the recording has no `eventType`.
 * @throws EdgeError `bad-event` naming the place that is not as CloudFront sends it.
 * @example
 * ```ts
 * const event = eventFromJson(JSON.parse(readFileSync('event.json', 'utf8')), 'viewer-request')
 * ```
 */
export function eventFromJson<T extends Trigger = Trigger>(
  json: unknown,
  trigger?: T,
): TriggerEvent<T> {
  const event: unknown = structuredClone(json)
  const records = fieldsOf(event).Records
  expectThat(Array.isArray(records) && records.length === 1, 'Records', 'a list of one', records)
  const cf = objectAt(fieldsOf((records as unknown[])[0]), 'cf', 'Records[0].cf')
  const config = objectAt(cf, 'config', 'cf.config')
  config.eventType ??= trigger
  const { eventType } = config
  const wanted: readonly unknown[] = trigger ? [trigger] : everyTrigger
  expectThat(wanted.includes(eventType), 'cf.config.eventType', wanted.join(', '), eventType)

  const request = objectAt(cf, 'request', 'cf.request')
  request.querystring ??= ''
  request.clientIp ??= viewerIp
  for (const name of ['clientIp', 'method', 'uri', 'querystring']) {
    const value = request[name]
    expectThat(typeof value === 'string', `cf.request.${name}`, 'a text', value)
  }
  checkHeaders(request, 'cf.request.headers')
  if (String(eventType).endsWith('response')) {
    const response = objectAt(cf, 'response', 'cf.response')
    expectThat(typeof response.status === 'string', 'cf.response.status', 'a text', response.status)
    checkHeaders(response, 'cf.response.headers')
  }
  return event as TriggerEvent<T>
}

type Place = Record<string, unknown>

function objectAt(parent: Readonly<Place>, name: string, path: string): Place {
  const value = parent[name]
  expectThat(isFields(value), path, 'an object', value)
  return value as Place
}

function checkHeaders(message: Place, path: string): void {
  message.headers ??= {}
  expectThat(isFields(message.headers), path, 'an object', message.headers)
  for (const [name, lines] of Object.entries(fieldsOf(message.headers))) {
    const isList = Array.isArray(lines) && lines.every((line) => typeof line?.value === 'string')
    expectThat(isList, `${path}.${name}`, 'a list of { key, value }', lines)
    const lower = name === name.toLowerCase()
    expectThat(lower, `${path}.${name}`, 'a name in lower case', name)
  }
}

function expectThat(holds: boolean, path: string, expected: string, came: unknown): void {
  if (!holds) throw badEvent(`${path}: expected ${expected}, got ${show(came)}.`)
}
