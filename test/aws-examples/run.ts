import type { App, CloudFrontEvent, CloudFrontRecord, CloudFrontResult } from 'ledge'
import { expect } from 'vitest'
import { validate } from '../../src/rules/index.js'

/** Runs the app on a copy of the event, and sees to it that CloudFront would take the result. */
export async function run(app: App, event: CloudFrontEvent): Promise<CloudFrontResult> {
  const trigger = cf(event).config.eventType
  const result = await app.handler(trigger)(structuredClone(event))
  const findings = validate(trigger, event, result)
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  return result
}

/** The one record of an event. */
export function cf(event: CloudFrontEvent): CloudFrontRecord {
  return event.Records[0].cf
}
