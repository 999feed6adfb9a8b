/**
 * One switch for each point on which AWS's pages contradict each other or leave the outcome open.
 * The defaults of {@link strict} refuse whatever one of them refuses; `contradictions.ts` names both
 * sides of each.
 */
export interface Strictness {
  /** A status changed in viewer-response. Default `'refused'`; `'ignored'` makes it a warning. */
  readonly viewerResponseStatus: 'refused' | 'ignored'
  /** A body put in in viewer-response. Default `'refused'`; `'allowed'` up to 40 KB. */
  readonly viewerResponseBody: 'refused' | 'allowed'
  /** A change of `method`, `clientIp`, `body.inputTruncated`. Default `'refused'`; `'ignored'` makes it a warning. */
  readonly readOnlyField: 'refused' | 'ignored'
  /** A request body replaced past its limit. Default `'refused'`; `'truncated'` makes it a warning. */
  readonly replacedBody: 'refused' | 'truncated'
  /** What a base64 body counts for in the size of a response. Default `'encoded'`. */
  readonly base64Body: 'encoded' | 'decoded'
  /** Least and most seconds of a custom origin's `readTimeout`. Default `[4, 60]`. */
  readonly readTimeout: readonly [least: number, most: number]
  /** Least and most seconds of a custom origin's `keepaliveTimeout`. Default `[1, 60]`. */
  readonly keepaliveTimeout: readonly [least: number, most: number]
}

export const strict: Strictness = {
  viewerResponseStatus: 'refused',
  viewerResponseBody: 'refused',
  readOnlyField: 'refused',
  replacedBody: 'refused',
  base64Body: 'encoded',
  readTimeout: [4, 60],
  keepaliveTimeout: [1, 60],
}
