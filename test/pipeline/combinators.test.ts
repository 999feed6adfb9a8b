import {
  compose,
  except,
  forbidden,
  ledge,
  type Middleware,
  redirect,
  some,
  tap,
  text,
  unauthorized,
  when,
  withNeeds,
} from 'ledge'
import { describe, expect, test } from 'vitest'
import { viewerRequest } from '../fixtures/events.js'

type Step = Middleware<'viewer-request'>
const silent = { log: () => {} }

async function run(step: Step, uri = '/shoes/red.html'): Promise<unknown> {
  const app = ledge().viewerRequest(step)
  return app.handler('viewer-request', silent)(viewerRequest({ uri }))
}
const mark =
  (name: string): Step =>
  (ctx, next) => {
    ctx.request.headers.append('x-ran', name)
    return next()
  }
const ran = (...names: string[]): object => ({
  headers: { 'x-ran': names.map((value) => ({ value })) },
})

describe('compose', () => {
  test('runs in order, and goes on behind the last', async () => {
    expect(await run(compose(mark('a'), compose(mark('b')), mark('c')))).toMatchObject(
      ran('a', 'b', 'c'),
    )
    expect(await run(compose())).toEqual(viewerRequest().Records[0].cf.request)
  })

  test('the first answer ends it', async () => {
    expect(await run(compose(mark('a'), () => text('stop'), mark('c')))).toMatchObject({
      body: 'stop',
    })
  })

  test('a member that returns nothing, or calls next() twice, is an error', async () => {
    expect(await run(compose(mark('a'), (() => {}) as never))).toMatchObject({ status: '500' })
    const twice: Step = async (_ctx, next) => {
      await next()
      return next()
    }
    expect(await run(compose(twice, () => text('x')))).toMatchObject({ status: '500' })
  })

  test('needs what its members need', () => {
    const a = withNeeds({ cacheKey: { headers: ['X-A'] }, body: true }, mark('a'))
    const b = withNeeds(
      { cacheKey: { headers: ['x-a', 'x-b'], cookies: ['c'] }, forward: { query: ['q'] } },
      mark('b'),
    )
    expect(compose(a, mark('c'), b).needs).toEqual({
      cacheKey: { headers: ['x-a', 'x-b'], cookies: ['c'] },
      forward: { query: ['q'] },
      body: true,
    })
    expect(compose(mark('a')).needs).toBeUndefined()
  })
})

describe('some', () => {
  const refuse =
    (name: string): Step =>
    (ctx) => {
      ctx.request.headers.append('x-ran', name)
      return unauthorized(name, { body: name })
    }

  test('the first that goes on wins, and what the refusing ones changed is undone', async () => {
    expect(await run(some(refuse('a'), mark('b'), mark('c')))).toMatchObject(ran('b'))
  })

  test('the last refusal is the answer', async () => {
    const thrown: Step = () => {
      throw forbidden('last', { body: 'last' })
    }
    expect(await run(some(refuse('a'), refuse('b')))).toMatchObject({ status: '401', body: 'b' })
    expect(await run(some(refuse('a'), thrown))).toMatchObject({ status: '403', body: 'last' })
  })

  test('the rest runs once, and its answer and its errors are its own', async () => {
    let runs = 0
    for (const below of [
      () => forbidden(),
      () => {
        throw forbidden()
      },
    ] as Step[]) {
      const app = ledge().viewerRequest(some(mark('a'), mark('b')), (ctx, next) => {
        runs++
        return below(ctx, next)
      })
      expect(await app.handler('viewer-request')(viewerRequest())).toMatchObject({ status: '403' })
    }
    expect(runs).toBe(2)
  })

  test('an error that is no refusal lets nobody in', async () => {
    const broken: Step = () => {
      throw new Error('database down')
    }
    expect(await run(some(broken, mark('open')))).toMatchObject({ status: '500' })
    expect(await run(some((() => {}) as never, mark('open')))).toMatchObject({ status: '500' })
  })

  test('needs an alternative', () => {
    expect(() => some()).toThrow(expect.objectContaining({ code: 'bad-registration' }))
  })
})

describe('when and except', () => {
  test.each([
    [when<'viewer-request'>({ path: '/shoes/*rest' }, mark('x')), true],
    [when<'viewer-request'>({ path: '/hats/*rest' }, mark('x')), false],
    [when<'viewer-request'>((ctx) => ctx.request.method === 'GET', mark('x')), true],
    [when<'viewer-request'>({ method: 'POST' }, mark('x')), false],
    [except<'viewer-request'>({ path: ['/shoes/*rest'] }, mark('x')), false],
    [except<'viewer-request'>(() => false, mark('x')), true],
  ])('%#', async (step, expected) => {
    const result = await run(step)
    if (expected) expect(result).toMatchObject(ran('x'))
    else expect(result).not.toMatchObject(ran('x'))
  })

  test('see through a respelled path', async () => {
    expect(
      await run(
        when({ path: '/admin{/*rest}' }, () => forbidden()),
        '/%61dmin//x',
      ),
    ).toMatchObject({ status: '403' })
  })

  test('refuse a test that is none when built', () => {
    expect(() => when({ paths: '/a' } as never, mark('x'))).toThrow(/"paths" is none of them/)
  })
})

describe('tap', () => {
  test('does something, waits for it, and goes on', async () => {
    const slow = tap<'viewer-request'>(async (ctx) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      ctx.request.uri = '/tapped'
    })
    expect(await run(slow)).toMatchObject({ uri: '/tapped' })
    expect(await run(tap((ctx) => ctx.request.headers.delete('cookie')))).not.toHaveProperty(
      'headers.cookie',
    )
  })

  test('cannot answer', async () => {
    expect(await run(tap(() => redirect('/elsewhere')))).not.toHaveProperty('status')
  })
})
