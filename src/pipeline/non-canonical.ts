import { badRequest } from '../message/http-errors.js'
import { canonicalPath } from './canonical-path.js'
import { everything, type NamedStep } from './entry.js'

/** The first step where a uri must be in normal form. */
export function rejection(): NamedStep {
  return {
    kind: 'step',
    trigger: 'viewer-request',
    name: 'nonCanonical',
    ...everything,
    run: ({ request: { uri } }, next) =>
      canonicalPath(uri) === uri ? next() : badRequest('The uri is not in normal form.'),
  }
}
