// What middlewares leave for one another: keys within a trigger, carries from one to the next.
import { type Context, createCarry, createKey, ledge } from 'ledge'
import { expectTypeOf } from 'vitest'

const app = ledge()
const user = createKey<{ id: string }>('user')
const variant = createCarry<'a' | 'b'>('variant')
const visitor = createCarry<{ id: number }>('visitor', { cacheKey: false, secret: 'x'.repeat(16) })

app.use(variant).use(visitor)

app.viewerRequest((ctx, next) => {
  ctx.set(user, { id: '42' })
  expectTypeOf(ctx.get(user)).toEqualTypeOf<{ id: string } | undefined>()
  variant.set(ctx, 'a')
  visitor.set(ctx, { id: 42 })
  expectTypeOf(variant.get(ctx)).toEqualTypeOf<'a' | 'b' | undefined>()

  // @ts-expect-error a value of another type
  ctx.set(user, { id: 42 })
  // @ts-expect-error there may be none
  ctx.get(user).id
  // @ts-expect-error a key is not its name
  ctx.get('user')
  // @ts-expect-error a value of another type
  variant.set(ctx, 'c')
  // @ts-expect-error a value of another type
  visitor.set(ctx, '42')
  return next()
})

app.originRequest((ctx, next) => {
  variant.set(ctx, 'b')
  return next()
})

app.originResponse((ctx, next) => {
  expectTypeOf(visitor.get(ctx)).toEqualTypeOf<{ id: number } | undefined>()
  // @ts-expect-error the request has been sent
  variant.set(ctx, 'a')
  return next()
})

app.viewerResponse((ctx, next) => {
  expectTypeOf(variant.get(ctx)).toEqualTypeOf<'a' | 'b' | undefined>()
  // @ts-expect-error the request has been answered
  variant.set(ctx, 'a')
  return next()
})

/** A carry is read wherever there is a context. */
export function seen(ctx: Context): 'a' | 'b' {
  return variant.get(ctx) ?? 'a'
}

// @ts-expect-error a carry has a name
createCarry<string>()
// @ts-expect-error a secret is a text
createCarry<string>('variant', { secret: 1234567890123456 })
