import { Hono } from 'hono'
import { handle } from 'hono/lambda-edge'
import type { CloudFrontResult } from '../../../src/event.js'
import type { BenchHandler, Contender } from '../workloads.js'

/** hono's own adapter. It can only answer, so it takes part where an answer is the point. */
export const contender: Contender = {
  W3: () => {
    const app = new Hono()
    app.get('/login', (c) => {
      c.header('set-cookie', 'session=1; Path=/; Secure; HttpOnly', { append: true })
      c.header('set-cookie', 'seen=yes; Path=/', { append: true })
      c.header('cache-control', 'no-store')
      return c.redirect('/home', 302)
    })
    const run = handle(app) as unknown as (event: unknown) => Promise<CloudFrontResult>
    return ((event) => run(event)) satisfies BenchHandler
  },
}
