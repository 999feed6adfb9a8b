import { pages } from './rule.js'
import type { Strictness } from './strictness.js'

/** What one of AWS's pages says on a point, and which value of the switch follows it. */
export interface Side {
  readonly value: string
  readonly says: string
  readonly page: string
}

/** Both sides of each switch in {@link Strictness}, the safe one first. */
export const contradictions: Readonly<Record<keyof Strictness, readonly Side[]>> = {
  viewerResponseStatus: [
    {
      value: 'refused',
      says: 'A viewer-response function cannot change the status; what happens if it does is left open.',
      page: pages.restrictions,
    },
    {
      value: 'ignored',
      says: 'The status is a field to read there, and no error is named.',
      page: pages.eventStructure,
    },
  ],
  viewerResponseBody: [
    {
      value: 'refused',
      says: 'A body is replaced in origin-response; no other response trigger is named.',
      page: pages.responses,
    },
    {
      value: 'allowed',
      says: 'The quota of 40 KB for a generated response is given for viewer-response too.',
      page: pages.quotas,
    },
  ],
  readOnlyField: [
    {
      value: 'refused',
      says: 'A change of what is read-only is refused, though only headers are named.',
      page: pages.restrictions,
    },
    {
      value: 'ignored',
      says: 'The fields are to be read, and no error is named.',
      page: pages.eventStructure,
    },
  ],
  replacedBody: [
    {
      value: 'refused',
      says: 'A body past its limit fails validation (text of 2025).',
      page: pages.lambdaRestrictions,
    },
    {
      value: 'truncated',
      says: 'A body past its limit is cut (text of 2023).',
      page: pages.lambdaRestrictions,
    },
  ],
  base64Body: [
    {
      value: 'encoded',
      says: 'Headers and body count, and the encoding is not mentioned: the encoded text is the larger.',
      page: pages.quotas,
    },
    {
      value: 'decoded',
      says: 'Headers and body count, and the encoding is not mentioned: the viewer gets the decoded body.',
      page: pages.responses,
    },
  ],
  readTimeout: [
    {
      value: '[4, 60]',
      says: 'The event structure gives 4 to 60 seconds.',
      page: pages.eventStructure,
    },
    { value: '[1, 120]', says: 'The quotas give 1 to 120 seconds.', page: pages.quotas },
  ],
  keepaliveTimeout: [
    {
      value: '[1, 60]',
      says: 'The event structure gives 1 to 60 seconds.',
      page: pages.eventStructure,
    },
    {
      value: '[1, 120]',
      says: 'The quotas gave 1 to 120 seconds (text of 2025), and no more than the origin is configured for.',
      page: pages.quotas,
    },
    { value: '[1, 300]', says: 'They give 1 to 300 seconds (text of 2026).', page: pages.quotas },
  ],
}
