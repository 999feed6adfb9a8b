import type {
  CloudFrontConfig,
  CloudFrontHeaders,
  CloudFrontRecord,
  CloudFrontResult,
  LambdaContext,
  Trigger,
} from '../event.js'
import type { Draft } from '../message/draft.js'
import type { Reply } from '../message/reply.js'
import type { RequestView } from '../message/request.js'
import type { Key } from './key.js'
import { createLog, type Log, type LogSink } from './log.js'

/** What the contexts of all triggers have. */
export interface CommonContext<T extends Trigger, Params> {
  readonly trigger: T
  /** What the step's own route took from the path, decoded. */
  readonly params: Readonly<Params>
  /** The distribution and the request, as CloudFront names them. */
  readonly config: CloudFrontConfig
  /** What Lambda told of the invocation; absent in tests that hand over none. */
  readonly lambda: LambdaContext | undefined
  /** The `cf` object of the event with the message as it would go on now. For reading only. */
  readonly event: CloudFrontRecord
  /** Aborted when the `deadline` around the step runs out. Hand it to `fetch`. */
  readonly signal: AbortSignal
  readonly log: Log
  /** The value that `set` left under this key in this trigger. */
  get<V>(key: Key<V>): V | undefined
  set<V>(key: Key<V>, value: V): void
}

/** What the app that was compiled tells its contexts. */
export interface Host {
  readonly log: LogSink
  /** Told of an error that nothing answered. */
  readonly gaveUp?: ((error: unknown) => void) | undefined
  /** The carries that the app registered. */
  readonly carries: ReadonlySet<unknown>
}

type Message = CloudFrontResult & { readonly headers: CloudFrontHeaders }

/** Everything about one trigger that the pipeline needs to know: each trigger's file makes one. */
export interface TriggerKind {
  readonly trigger: Trigger
  /** Whether a middleware may answer here. */
  readonly replies: boolean
  /** Which part of the record goes on. */
  readonly message: 'request' | 'response'
  createContext(cf: CloudFrontRecord, lambda: LambdaContext | undefined, host: Host): ContextBase
}

type Params = Readonly<Record<string, string | string[]>>

export const noParams: Params = /* @__PURE__ */ Object.freeze({})

const noValues: ReadonlyMap<Key<unknown>, unknown> = /* @__PURE__ */ new Map()

/**
 * The run-time half of a context. A trigger has one message that goes on, `draft`; its state, taken and
 * put back, is all that errors, `failOpen` and `deadline` need.
 */
export abstract class ContextBase<T extends Trigger = Trigger, M extends Message = Message> {
  abstract readonly trigger: T
  abstract readonly request: RequestView
  /** What the router found for the step; set by the chain before each. */
  hit: { readonly params: Params } | undefined = undefined
  readonly cf: CloudFrontRecord
  readonly lambda: LambdaContext | undefined
  readonly host: Host
  readonly draft: Draft<M>
  /** Of a `deadline` around the step, if there is one. */
  deadline: AbortSignal | undefined = undefined
  /** What `set` left. */
  values: ReadonlyMap<Key<unknown>, unknown> = noValues

  constructor(
    cf: CloudFrontRecord,
    lambda: LambdaContext | undefined,
    host: Host,
    draft: Draft<M>,
  ) {
    this.cf = cf
    this.lambda = lambda
    this.host = host
    this.draft = draft
  }

  abstract get event(): CloudFrontRecord

  get params(): Params {
    return this.hit ? this.hit.params : noParams
  }

  get config(): CloudFrontConfig {
    return this.cf.config ?? {}
  }

  get signal(): AbortSignal {
    this.deadline ??= new AbortController().signal
    return this.deadline
  }

  get log(): Log {
    return createLog(this.host.log, this.trigger, this.cf)
  }

  get<V>(key: Key<V>): V | undefined {
    return this.values.get(key) as V | undefined
  }

  set<V>(key: Key<V>, value: V): void {
    this.values = new Map(this.values).set(key, value)
  }

  /** Called with each Reply that a step returns, and its name. In request triggers it touches no message. */
  accept(_reply: Reply, _by?: string): void {}
}
