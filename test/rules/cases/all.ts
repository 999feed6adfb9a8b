import { bodies } from './bodies.js'
import type { Case, Found } from './case.js'
import { headers } from './headers.js'
import { origins } from './origins.js'
import { requests } from './requests.js'
import { results } from './results.js'

/** Every rule that a result can break: without its cases this does not compile. */
export const cases: Readonly<Record<Found, readonly Case[]>> = {
  ...results,
  ...headers,
  ...bodies,
  ...requests,
  ...origins,
}
