import { joined } from './names.js'

/** The policy that a behavior is given: one that AWS keeps, or one that is made with the functions. */
export type PolicyUse<P> = ManagedPolicy | OwnPolicy<P>

export interface ManagedPolicy {
  readonly kind: 'managed'
  readonly name: string
  /** The same in every account. */
  readonly id: string
}

export interface OwnPolicy<P> {
  readonly kind: 'own'
  /** A name with dashes. */
  readonly dashed: string
  /** The name in letters and digits. */
  readonly id: string
  readonly policy: P
}

/** The policies of a kind that are made, each once: an account has 20. */
export class OwnPolicies<P> {
  readonly #byContent = new Map<string, OwnPolicy<P>>()
  readonly #suffix: string

  constructor(suffix: string) {
    this.#suffix = suffix
  }

  get all(): readonly OwnPolicy<P>[] {
    return [...this.#byContent.values()]
  }

  /** The one with this content, named after the first behavior that has it. */
  of(behavior: string, policy: P): OwnPolicy<P> {
    const content = JSON.stringify(policy)
    const dashed = `${behavior}-${this.#suffix}`
    const known = this.#byContent.get(content)
    const own: OwnPolicy<P> = known ?? { kind: 'own', dashed, id: joined(dashed), policy }
    this.#byContent.set(content, own)
    return own
  }
}
