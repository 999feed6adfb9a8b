/** What CloudFront answers when a function gives nothing back. No result shows it. */
import { everyTrigger, pages, type Rule } from './rule.js'

export const throws = {
  id: 'throws',
  triggers: everyTrigger,
  message:
    "The Lambda function associated with the CloudFront distribution is invalid or doesn't have the required permissions.",
  effect: '503 execution',
  severity: 'error',
  certainty: 'documented',
  docs: pages.unavailable,
  fix: 'Catch what may fail, bound what may take long, and export the handler under the name that is deployed.',
} as const satisfies Rule

export const throttled = {
  id: 'throttled',
  triggers: everyTrigger,
  message: 'The function has reached a quota: concurrent runs, or runs per second, in one Region.',
  effect: '503 limit',
  severity: 'error',
  certainty: 'documented',
  docs: pages.unavailable,
  fix: 'Run the function on fewer requests, make it faster, or ask AWS for a higher quota.',
} as const satisfies Rule
