import type { Route } from '../app.js'
import type { Trigger } from '../event.js'

/** What running the whole app once showed of one call. */
export interface CallEvidence {
  /** How often an app was the object of it. */
  apps: number
  /** How often something else was. */
  others: number
  /**
   * By position, the triggers that a recipe given there has parts for; `undefined` for what is no
   * recipe. Of several runs all triggers are here.
   */
  args: (Trigger[] | undefined)[]
}

/** What running the whole app once showed. */
export interface Evidence {
  readonly calls: ReadonlyMap<string, CallEvidence>
  /** The named values whose making registered something: they are not only made, they do something. */
  readonly registering: ReadonlySet<string>
}

/** Whether every run of a call was on an app. */
export function isApps({ apps, others }: CallEvidence): boolean {
  return apps > 0 && others === 0
}

/** What registered a step, and with which match. */
export interface Registration {
  /** The call; `undefined` where it is in code that is not looked into. */
  readonly call: string | undefined
  readonly methods: readonly string[]
  readonly hosts: readonly string[]
  /** Whether it can do nothing but answer: it takes no `next`. */
  readonly answers: boolean
}

/** How the run ended. */
export type Outcome =
  | {
      readonly kind: 'app'
      readonly triggers: readonly Trigger[]
      readonly routes: readonly Route[]
      /** Of each route in turn. */
      readonly registrations: readonly Registration[]
      /** One call each of the apps that are neither `app` nor mounted on it. */
      readonly lost: readonly string[]
    }
  | {
      readonly kind: 'no-app'
      /** What the module exports instead, and what each looks like. */
      readonly exports: readonly { readonly name: string; readonly looks: Looks }[]
    }
  | {
      readonly kind: 'threw'
      readonly message: string
      readonly stack: string
      /** The call of an app's method that threw, if one did. */
      readonly call: string | undefined
    }

export type Looks = 'app' | 'callback-handler' | 'handler' | 'fetch' | 'other'

/** What the worker tells when the run is over. */
export interface Testimony extends Evidence {
  readonly outcome: Outcome
  /** Of the imports that the bundle has watched, those that were used. */
  readonly used: ReadonlySet<string>
}
