import type { Trigger } from '../event.js'
import type { Reply } from '../message/reply.js'
import type { ContextBase } from '../triggers/base.js'
import type { Context } from '../triggers/context.js'
import type { AnyMiddleware } from './middleware.js'
import type { Needs } from './needs.js'
import type { CarryRecipe, OnReply } from './recipe.js'

/** Whether something runs for this request, its path apart. */
export type Condition = (ctx: ContextBase) => boolean

/** Which requests something registered is for. */
export interface Scope {
  /** Empty for every path. */
  readonly paths: readonly string[]
  /** What must hold beside the path. */
  readonly holds: Condition | undefined
  /** Whether the path is the step's own, and not only the prefix of its app: then it has params. */
  readonly ownParams: boolean
  /** How many mounts lie above: of error handlers, what is nearer to the error is asked first. */
  readonly depth: number
}

/** What is for every request. */
export const everything: Scope = { paths: [], holds: undefined, ownParams: true, depth: 0 }

export interface StepEntry extends Scope {
  readonly kind: 'step'
  readonly trigger: Trigger
  /** The recipe's name; a middleware's own is read from the function. */
  readonly name?: string
  readonly run: AnyMiddleware
  readonly needs?: Needs | undefined
  /** What the step is a part of, if that is a carry: such a step runs on every request, and first. */
  readonly carry?: CarryRecipe
}

/** A step with the name that messages and traces call it by. */
export type NamedStep = StepEntry & { readonly name: string }

/** What the chain needs to know of a step. */
export type Step = Pick<NamedStep, 'name' | 'run' | 'paths' | 'holds' | 'ownParams'>

export interface ReplyEntry extends Scope {
  readonly kind: 'reply'
  readonly run: OnReply
}

export interface ErrorEntry extends Scope {
  readonly kind: 'error'
  readonly run: OnError
}

/** Answers an error that no middleware caught, or leaves it to the next. */
export type OnError = (
  error: unknown,
  ctx: Context,
  // biome-ignore lint/suspicious/noConfusingVoidType: no answer may also be no return statement
) => Reply | void | Promise<Reply | void>

/** What was registered on an app. */
export type Entry = StepEntry | ReplyEntry | ErrorEntry
