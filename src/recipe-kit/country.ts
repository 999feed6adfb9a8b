import type { OptionCheck } from '../options.js'

/**
 * Whether a text is a country's code as CloudFront sends it: two capital letters of ISO 3166-1, or
 * `XK` for Kosovo. `UK` is none, the United Kingdom is `GB`.
 *
 * @example
 * ```ts
 * isCountry('GB') // true
 * ```
 */
export function isCountry(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length === 2 &&
    codes.split(' ').some((row) => row[0] === value[0] && row.indexOf(value[1] ?? '', 1) > 0)
  )
}

/** For `checkOptions`. */
export const countries: OptionCheck = [
  'a list of ISO 3166-1 country codes, such as DE or GB',
  (value) => Array.isArray(value) && value.length > 0 && value.every(isCountry),
]

/** A first letter and all that may follow it. https://www.iso.org/obp/ui/#search/code/ */
const codes =
  'ADEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNORUVWXYZ DEJKMOZ ECEGHRST FIJKMOR ' +
  'GABDEFGHILMNPQRSTUWY HKMNRTU IDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY ' +
  'MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ ' +
  'TCDFGHJKLMNORTVWZ UAGMSYZ VACEGINU WFS XK YET ZAMW'
