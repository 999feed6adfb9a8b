import { describe, expect, test } from 'vitest'
import { surveyApp } from '../../src/build/survey.js'
import { project } from './project.js'

const environment = { values: {}, stagesWith: () => [] }

describe('the name of a step in a build', () => {
  test('is that of the recipe, of a maker in the project, and of a function whose name has a number', async () => {
    const root = project({
      'edge.ts': `
import { ledge } from 'ledge'
import { botBlock } from 'ledge/recipes/bot-block'
import { tag } from './tag.ts'
const isIPv4 = (ctx, next) => next()
export const app = ledge()
  .viewerRequest(botBlock({ block: ['x'] }))
  .viewerRequest(tag('a'))
  .viewerRequest(tag('b'))
  .viewerRequest(isIPv4)`,
      'tag.ts': `
export function tag(value) {
  return function tag(ctx, next) {
    ctx.request.headers.set('x-tag', value)
    return next()
  }
}`,
    })
    const { routes } = await surveyApp({ root, file: 'edge.ts', node: 24, environment })
    expect(routes.map(({ name }) => name)).toEqual(['botBlock', 'tag', 'tag', 'isIPv4'])
  })
})
