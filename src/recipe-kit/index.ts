export { areRules, refuseChains } from '#build-checks'
export {
  badOption,
  checkOptions,
  type OptionCheck,
  type OptionChecks,
  refuseOptions,
} from '#options'
export { askedHost, hostTest } from '../message/asked-host.js'
export { isRemoteUrl } from '../message/remote-url.js'
export { type Signer, signer } from '../message/signature.js'
export { canonicalPath } from '../pipeline/canonical-path.js'
export { isAddress, isAsSent, isPage, returnAddress, signInUrl } from './address.js'
export type { AddressRule, AddressRules, Directions } from './address-rules.js'
export { isBot } from './bots.js'
export { type ClaimHeaders, claimHeaders, setClaimHeaders } from './claim-headers.js'
export { climbs, leadsOut } from './climbs.js'
export { countries, isCountry } from './country.js'
export { type Csp, cspOption, cspText, defaultCsp } from './csp.js'
export { type DeviceClass, deviceClassOf } from './device-class.js'
export { fractionOf, pointFor } from './fraction.js'
export {
  editHeaders,
  type HeaderEdits,
  type HeaderSource,
  headerEditsChecks,
} from './header-edits.js'
export { type Hsts, hstsOption, hstsText } from './hsts.js'
export { bestImageFormat, type ImageFormat } from './image-format.js'
export { hintedWidth, imageHints } from './image-hints.js'
export { ipBlocks } from './ip-blocks.js'
export { bestLanguage } from './language.js'
export { lastStop } from './last-stop.js'
export { addToList } from './list-header.js'
export { type MovedOptions, moved, movedNeeds } from './moved.js'
export { namePatterns, nameTest } from './name-patterns.js'
export { isNavigation, isPreflight } from './navigation.js'
export {
  aBoolean,
  aFunction,
  aName,
  duration,
  isListOf,
  names,
  oneOf,
  orFalse,
  ownHeader,
  requestTrigger,
  seconds,
} from './option-checks.js'
export { type OriginChoice, originSwitch } from './origin-switch.js'
export { type PathTable, pathTable } from './path-table.js'
export { pathTest } from './path-test.js'
export { type Permissions, permissionsOption, permissionsText } from './permissions-policy.js'
export { type Preference, preferences } from './preferences.js'
export { type Redactor, redactor } from './redact.js'
export { type RemoteOptions, type RemoteValue, remoteValue } from './remote-value.js'
export {
  type RemoteRules,
  type RemoteRulesOptions,
  type RuleSource,
  remoteRules,
  ruleNeeds,
  ruleTable,
} from './rule-source.js'
export { rulesFromText } from './rules-text.js'
export { stopwatch } from './stopwatch.js'
export { timed } from './timed.js'
export {
  type CookieOption,
  cookieOption,
  createVisitorCookie,
  type VisitorCookie,
} from './visitor-cookie.js'
export { onWayBack } from './way-back.js'
export { originTest, type WebOrigins, webOrigins } from './web-origin.js'
export { pickByWeight, type Weights, weightOf, weights } from './weights.js'
