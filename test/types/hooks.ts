// What decorates answers and what answers errors.
import { type Context, EdgeError, ledge, type OnError, type OnReply, type Reply, text } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()

app.onReply((reply, ctx) => {
  expectTypeOf(reply).toEqualTypeOf<Reply>()
  expectTypeOf(ctx).toEqualTypeOf<Context>()
  reply.headers.set('x-frame-options', 'DENY')
  if (ctx.trigger === 'viewer-request') reply.cookies.set('seen', '1')

  // @ts-expect-error read-only in every trigger
  reply.headers.set('Via', '1.1 edge')
  // @ts-expect-error not every trigger has a response
  ctx.response
})
app.onReply(async (reply) => {
  reply.headers.delete('server')
})
export const onReply: OnReply<'viewer-request'> = (reply, ctx) =>
  reply.headers.set('x-path', ctx.request.uri)

app.onError((error, ctx) => {
  expectTypeOf(error).toBeUnknown()
  if (error instanceof EdgeError && error.code === 'deadline') return text('Try again', 503)
  ctx.log.error('failed', { error, uri: ctx.request.uri })
  return undefined
})
app.onError(async () => text('Sorry', 500))
app.onError(() => {})
export const onError: OnError = () => undefined

// @ts-expect-error a text is no answer
app.onError(() => 'Sorry')
// @ts-expect-error what was thrown may be anything
app.onError((error) => text(error.message))
// @ts-expect-error no such code
app.onError((error) => (error instanceof EdgeError && error.code === 'late' ? text('') : undefined))
// @ts-expect-error an answer to an answer is none: change the one that there is
app.onReply(() => text('Sorry'))
// @ts-expect-error this hook is for one trigger, and replies come from three
app.onReply(onReply)
