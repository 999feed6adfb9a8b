import { badRequest } from '../message/http-errors.js'
import { readings } from './canonical-path.js'
import { everything, type Step } from './entry.js'

/** The first step where a uri must be in normal form, and have no slash that is none to everybody. */
export function rejection(): Step {
  return {
    name: 'nonCanonical',
    ...everything,
    run({ request: { uri } }, next) {
      const [path, other] = readings(uri)
      const isPlain = path === uri && other === undefined
      return isPlain ? next() : badRequest('The uri is not in normal form.')
    },
  }
}
