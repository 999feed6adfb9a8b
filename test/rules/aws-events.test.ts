import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { CloudFrontEvent, Trigger } from '../../src/event.js'
import { validate } from '../../src/rules/index.js'
import { requestTriggers, responseTriggers } from '../../src/rules/rule.js'

// AWS's own events are not ours to copy. Where they lie beside the project, they are read.
const folder = new URL('../../../shared/cloudfront/events/', import.meta.url)

if (existsSync(folder)) {
  describe("AWS's events, passed through unchanged, are never refused", () => {
    test.each(eventsOfLambdaEdge())('%s in %s', (_, trigger, event) => {
      const { request, response } = event.Records[0].cf
      const findings = validate(trigger, event, response ?? request)
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })
  })
} else {
  console.log(`skipped: AWS's events, for there is no folder ${folder.pathname}`)
  test.skip("AWS's events: their folder is not there")
}

/** Each event with each trigger that it may be of: the thin ones do not say. */
function eventsOfLambdaEdge(): [file: string, trigger: Trigger, event: CloudFrontEvent][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const event = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
      const cf = event.Records?.[0]?.cf
      // What has no record is of CloudFront Functions.
      if (!cf) return []
      const known: Trigger | undefined = cf.config.eventType
      const triggers = known ? [known] : cf.response ? responseTriggers : requestTriggers
      return triggers.map((trigger): [string, Trigger, CloudFrontEvent] => [file, trigger, event])
    })
}
