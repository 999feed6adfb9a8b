import { EdgeError } from '../error.js'

/**
 * What stands for every part of Ledge that the build left out of a bundle, since no code in it seemed
 * to need it. It is for the case that one does after all.
 */
function leftOut(): never {
  throw new EdgeError('left-out', 'The build left this out: it found no code that needs it.')
}

export {
  leftOut as added,
  leftOut as BodyView,
  leftOut as carriesFirst,
  leftOut as deleteCookie,
  leftOut as entries,
  leftOut as handlersBy,
  leftOut as inspection,
  leftOut as keepCookies,
  leftOut as kept,
  leftOut as prefixed,
  leftOut as Query,
  leftOut as readErrorHooks,
  leftOut as readMatch,
  leftOut as readOdd,
  leftOut as readReplyHooks,
  leftOut as recipeEntries,
  leftOut as rejection,
  leftOut as replaced,
  leftOut as routesIn,
  leftOut as SetCookieView,
  leftOut as setCookie,
  leftOut as signer,
  leftOut as sorted,
  leftOut as toRegexp,
  leftOut as triggersIn,
  leftOut as valuesOf,
}
