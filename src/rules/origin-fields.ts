import { sameLines } from './header-lines.js'
import type { Inspection } from './inspection.js'
import { pages, type Rule } from './rule.js'
import type { Strictness } from './strictness.js'
import { type Fields, fieldsOf } from './wire.js'

export const originFields = {
  id: 'origin-fields',
  triggers: ['origin-request'],
  message:
    'The Lambda function returned an invalid origin configuration: The value of {field} is invalid. It must be {allowed}, got {value}.',
  effect: '502 validation',
  severity: 'error',
  certainty: 'documented',
  docs: pages.eventStructure,
  fix: 'Give every field of the origin, each within its range, and no other.',
} as const satisfies Rule

/** What a field of an origin may hold. */
export interface OriginField {
  allowed(strictness: Strictness): string
  test(value: unknown, strictness: Strictness, origin: Fields): boolean
}

const domainName = /^(?!\d+(\.\d+){3}$)[\w-]+(\.[\w-]+)*$/

const path: OriginField = {
  allowed: () =>
    'empty, or start with / and not end with it, URL-encoded, of at most 255 characters',
  test: (value) =>
    typeof value === 'string' && value.length <= 255 && /^(\/[!-~]*[!-.0-~])?$/.test(value),
}

const customHeaders: OriginField = {
  allowed: () => 'an object of headers, empty or not',
  test: (value) => value !== undefined,
}

/** All fields of the two kinds of origin. AWS's examples give every one, so none may be missing. */
export const originFieldTable: Readonly<
  Record<'custom' | 's3', Readonly<Record<string, OriginField>>>
> = {
  custom: {
    domainName: {
      allowed: () => 'a domain name of at most 253 characters, no IP address and without a port',
      test: (value) => typeof value === 'string' && value.length <= 253 && domainName.test(value),
    },
    port: {
      allowed: () => '80, 443 or a whole number from 1024 to 65535',
      test: (value) => value === 80 || value === 443 || isWhole(value, [1024, 65_535]),
    },
    protocol: {
      allowed: () => 'http or https',
      test: (value) => value === 'http' || value === 'https',
    },
    path,
    sslProtocols: {
      allowed: () => `a list of ${sslProtocols.join(', ')}`,
      test: (value) =>
        Array.isArray(value) && value.every((protocol) => sslProtocols.includes(protocol)),
    },
    readTimeout: {
      allowed: ({ readTimeout }) => `whole seconds from ${readTimeout.join(' to ')}`,
      test: (value, { readTimeout }) => isWhole(value, readTimeout),
    },
    keepaliveTimeout: {
      allowed: ({ keepaliveTimeout }) => `whole seconds from ${keepaliveTimeout.join(' to ')}`,
      test: (value, { keepaliveTimeout }) => isWhole(value, keepaliveTimeout),
    },
    customHeaders,
  },
  s3: {
    domainName: {
      allowed: () => 'a domain name in lower case of at most 128 characters',
      test: (value) =>
        typeof value === 'string' &&
        value.length <= 128 &&
        domainName.test(value) &&
        !/[A-Z]/.test(value),
    },
    path,
    authMethod: {
      allowed: () => 'none or origin-access-identity',
      test: (value) => value === 'none' || value === 'origin-access-identity',
    },
    region: {
      allowed: () => 'a Region, or empty where authMethod is none',
      test: (value = '', _, { authMethod }) =>
        typeof value === 'string' && (value !== '' || authMethod === 'none'),
    },
    customHeaders,
  },
}

const sslProtocols: readonly unknown[] = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2']

/**
 * The fields of an origin, as far as the function changed them: what came may be past what a
 * function could set, such as a timeout that the account was granted.
 */
export function checkOriginFields(
  { strictness, request, report }: Inspection,
  kind: 'custom' | 's3',
  origin: Fields,
  before: Fields | undefined,
): void {
  const table = originFieldTable[kind]
  for (const field of new Set([...Object.keys(table), ...Object.keys(origin)])) {
    const value = origin[field]
    if (before && isSame(value, before[field])) continue
    const known = Object.hasOwn(table, field) ? table[field] : undefined
    if (!known) tell(field, value, 'left out, no such field is known', 'warning')
    else if (!known.test(value, strictness, origin)) tell(field, value, known.allowed(strictness))
  }
  // An identity belongs to an S3 origin of the distribution, and there is none to take it from.
  if (origin.authMethod === 'origin-access-identity' && isCustom(request.origin))
    tell('authMethod', origin.authMethod, 'none where the event has a custom origin')

  function tell(field: string, value: unknown, allowed: string, severity?: 'warning'): void {
    report(originFields, `origin.${kind}.${field}`, {
      value,
      severity,
      words: { field: field.replace(/^[a-z]/, (first) => first.toUpperCase()), allowed },
    })
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && sameLines(a, b))
}

function isWhole(value: unknown, [least, most]: readonly [least: number, most: number]): boolean {
  return Number.isInteger(value) && least <= Number(value) && Number(value) <= most
}

function isCustom(origin: unknown): boolean {
  return 'custom' in fieldsOf(origin)
}
