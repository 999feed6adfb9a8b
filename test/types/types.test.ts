import { resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { type Complaint, compile } from '../house/compiler.js'
import { filesIn } from '../house/sources.js'

/** Each says in comments which of its lines must not compile. */
const cases = filesIn(['test/types']).filter((file) => !file.endsWith('.test.ts'))

const step = (body: string): string => `(ctx, next) => {\n${body}\nreturn next()\n}`

/** What the editor says, what it underlines, and what a person wrote. */
const headerBans: readonly (readonly [message: string, at: string, code: string])[] = [
  [
    `Argument of type '"Host"' is not assignable to parameter of type '"'Host' is read-only in viewer-request"'.`,
    '"Host"',
    `app.viewerRequest(${step(`ctx.request.headers.set("Host", 'shop.example')`)})`,
  ],
  [
    `Argument of type '"accept-encoding"' is not assignable to parameter of type '"'accept-encoding' is read-only in origin-request"'.`,
    "'accept-encoding'",
    `app.originRequest(${step(`ctx.request.headers.delete('accept-encoding')`)})`,
  ],
  [
    `Argument of type '"Via"' is not assignable to parameter of type '"'Via' is read-only in origin-response"'.`,
    "'Via'",
    `app.originResponse(${step(`ctx.response.headers.append('Via', '1.1 edge')`)})`,
  ],
  [
    `Argument of type '"X-Edge-Result"' is not assignable to parameter of type '"'X-Edge-Result' is a header CloudFront does not let functions set"'.`,
    "'X-Edge-Result'",
    `app.viewerResponse(${step(`ctx.response.headers.set('X-Edge-Result', 'hit')`)})`,
  ],
  [
    `Argument of type '"CloudFront-Viewer-Country"' is not assignable to parameter of type '"'CloudFront-Viewer-Country' cannot be added in viewer-request"'.`,
    "'CloudFront-Viewer-Country'",
    `app.viewerRequest(${step(`ctx.request.headers.set('CloudFront-Viewer-Country', 'DE')`)})`,
  ],
  [
    `Argument of type '"host"' is not assignable to parameter of type '"'host' is read-only in viewer-request"'.`,
    "'host'",
    `const both: Middleware<RequestTrigger> = ${step(`ctx.request.headers.set('host', 'a')`)}`,
  ],
  [
    `Type '"1.1 edge"' is not assignable to type '"'Via' is read-only in every trigger"'.`,
    'Via',
    `reply({ headers: { Via: '1.1 edge' } })`,
  ],
  [
    `Argument of type '"Connection"' is not assignable to parameter of type '"'Connection' is a header CloudFront does not let functions set"'.`,
    "'Connection'",
    `app.onReply((reply) => reply.headers.set('Connection', 'close'))`,
  ],
]

/** What the message comes down to, what the editor underlines, and what a person wrote. */
const outcomes: readonly (readonly [reason: string, at: string, code: string])[] = [
  [
    "Type 'undefined' is not assignable to type 'Outcome | Promise<Outcome>'.",
    '(ctx, next) => {',
    'app.viewerRequest((ctx, next) => {\nif (ctx.request.uri === "/") return next()\nreturn undefined\n})',
  ],
  [
    "Type 'void' is not assignable to type 'Outcome | Promise<Outcome>'.",
    '(ctx, next) => {',
    'app.viewerRequest("/account", (ctx, next) => {\nctx.log.info("in")\n})',
  ],
  [
    "Type 'void' is not assignable to type 'Outcome'.",
    'async (ctx, next) => {',
    'app.viewerRequest("/account", async (ctx, next) => {\nawait next()\n})',
  ],
  [
    "Type 'void' is not assignable to type 'Outcome | Promise<Outcome>'.",
    'ctx.log.info("in")',
    'app.viewerRequest("/account", (ctx, next) => ctx.log.info("in"))',
  ],
  [
    "Type 'Reply' is not assignable to type 'Passed | Promise<Passed>'.",
    'redirect("/login")',
    'app.viewerResponse("/account", () => redirect("/login"))',
  ],
  [
    `is not assignable to type '"a middleware goes to its trigger, such as app.viewerRequest(middleware)"'.`,
    'step',
    'const step: Middleware<"viewer-request"> = (_ctx, next) => next()\napp.use(step)',
  ],
]

const prelude =
  "import { ledge, type Middleware, redirect, reply, type RequestTrigger } from 'ledge'; const app = ledge()\n"
const snippets = [...headerBans, ...outcomes].map(([, , code]) => code)
const nameOf = (code: string): string => `test/types/snippet-${snippets.indexOf(code)}.ts`

let complaints: readonly Complaint[]
const about = (file: string): Complaint[] =>
  complaints.filter((complaint) => complaint.file === resolve(file))

beforeAll(() => {
  complaints = compile(
    new Map<string, string | undefined>([
      ...cases.map((file) => [file, undefined] as const),
      ...snippets.map((code) => [nameOf(code), prelude + code] as const),
    ]),
  )
}, 120_000)

test.each(cases)('what compiles and what does not: %s', (file) => {
  expect(about(file)).toEqual([])
})

test.each(headerBans)('%s', (message, at, code) => {
  expect(about(nameOf(code))).toMatchObject([{ at, message }])
})

test.each(outcomes)('%s', (reason, at, code) => {
  const [complaint] = about(nameOf(code))
  expect(complaint?.at).toBe(at)
  expect(complaint?.message.split('\n').at(-1)).toContain(reason)
})
