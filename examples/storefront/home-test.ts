import { createCarry, defineRecipe } from 'ledge'

type Home = 'calm' | 'loud'

/** Which home page is shown: part of the cache key, so that each of the two is cached. */
const home = createCarry<Home>('home')

/** Shows one visitor in ten another home page, and the same one when they come back. */
export const homeTest = defineRecipe({
  name: 'home-test',
  carries: [home],
  viewerRequest(ctx, next) {
    home.set(ctx, chosen(ctx.request.cookies.get('home')) ?? draw())
    return next()
  },
  originRequest(ctx, next) {
    if (home.get(ctx) === 'loud') ctx.request.uri = '/loud/index.html'
    return next()
  },
  viewerResponse(ctx, next) {
    const shown = home.get(ctx)
    if (shown && shown !== ctx.request.cookies.get('home')) {
      const days = 24 * 60 * 60
      ctx.response.cookies.set('home', shown, { maxAge: 30 * days, secure: true, sameSite: 'lax' })
    }
    return next()
  },
})

function chosen(cookie: string | undefined): Home | undefined {
  return cookie === 'calm' || cookie === 'loud' ? cookie : undefined
}

function draw(): Home {
  return Math.random() < 0.9 ? 'calm' : 'loud'
}
