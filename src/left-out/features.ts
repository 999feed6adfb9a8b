import { EdgeError } from '../error.js'

/**
 * Makes what stands for a part of Ledge that the build left out of a bundle, since no code in it seemed
 * to need it. It is for the case that one does after all.
 */
function without(part: string): () => never {
  return function leftOut() {
    throw new EdgeError('left-out', `The build left out '${part}'.`)
  }
}

const body = /* @__PURE__ */ without('body')
const cookieEdits = /* @__PURE__ */ without('cookie-edits')
const errorHooks = /* @__PURE__ */ without('error-hooks')
const inspection = /* @__PURE__ */ without('inspection')
const listing = /* @__PURE__ */ without('listing')
const match = /* @__PURE__ */ without('match')
const mount = /* @__PURE__ */ without('mount')
const nonCanonical = /* @__PURE__ */ without('non-canonical')
const patterns = /* @__PURE__ */ without('patterns')
const query = /* @__PURE__ */ without('query')
const queryList = /* @__PURE__ */ without('query-list')
const recipes = /* @__PURE__ */ without('recipes')
const replyHooks = /* @__PURE__ */ without('reply-hooks')
const setCookies = /* @__PURE__ */ without('set-cookies')
const signature = /* @__PURE__ */ without('signature')

export {
  body as BodyView,
  cookieEdits as deleteCookie,
  cookieEdits as keepCookies,
  cookieEdits as setCookie,
  errorHooks as readErrorHooks,
  inspection,
  listing as handlersBy,
  listing as routesIn,
  listing as triggersIn,
  match as readMatch,
  mount as prefixed,
  nonCanonical as rejection,
  patterns as readOdd,
  patterns as toRegexp,
  query as Query,
  queryList as added,
  queryList as entries,
  queryList as kept,
  queryList as replaced,
  queryList as sorted,
  queryList as valuesOf,
  recipes as carriesFirst,
  recipes as recipeEntries,
  replyHooks as readReplyHooks,
  setCookies as SetCookieView,
  signature as signer,
}
