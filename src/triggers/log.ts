import type { CloudFrontRecord, Trigger } from '../event.js'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Fields of a log line. An `Error` among them is written with its name, message, code and stack. */
export type LogFields = Readonly<Record<string, unknown>>

/**
 * Structured logging: one line of JSON per call, with `level`, `message`, `trigger` and CloudFront's
 * `requestId`, which is the `x-edge-request-id` of the access logs. Lines land in CloudWatch in the
 * Region nearest the viewer. Values from viewers are safe to log: control characters are escaped.
 */
export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** Where lines go. Lambda's runtime takes them from the console. */
export type LogSink = (level: LogLevel, line: string) => void

export const consoleSink: LogSink = (level, line) => console[level](line)

export function createLog(sink: LogSink, trigger: Trigger, cf: CloudFrontRecord): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      const head = { level, message, trigger, requestId: cf.config?.requestId }
      sink(level, toLine({ ...fields, ...head }) ?? toLine(head) ?? '')
    }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** `undefined` where the fields have no JSON: a log line must never be what fails a request. */
function toLine(fields: LogFields): string | undefined {
  try {
    // JSON leaves these as they are; a terminal or a log viewer may act on them.
    return JSON.stringify(fields, plain).replace(
      /[\x7f-\x9f\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  } catch {
    return undefined
  }
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (!(value instanceof Error)) return value
  const { name, message, stack, cause } = value
  return { name, message, code: (value as { code?: unknown }).code, stack, cause }
}
