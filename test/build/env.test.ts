import { beforeAll, describe, expect, test } from 'vitest'
import { bundleTrigger, type Environment, ProjectError, surveyApp } from '../../src/build/index.js'
import { project } from './project.js'

const environment: Environment = {
  values: { API_HOST: 'api.example.com', EMPTY: '', ONLY_IN_A_STAGE: undefined },
  stagesWith: (name) => (name === 'ONLY_IN_A_STAGE' ? ['test', 'prod'] : []),
}

/** The bundle of an app with this code in it, or what is wrong with it. */
async function codeWith(code: string, files: Record<string, string> = {}): Promise<string> {
  const root = project({
    'edge.ts': `import { ledge } from 'ledge'
export const app = ledge()
${code}
app.viewerRequest((ctx, next) => next())`,
    ...files,
  })
  const survey = await surveyApp({ root, file: 'edge.ts', node: 24, environment })
  return (await bundleTrigger(survey, 'viewer-request', { minify: false })).code
}

const problems = (code: string): Promise<unknown> =>
  codeWith(code).then(
    () => 'none',
    (error: ProjectError) =>
      error.problems.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`),
  )

describe('process.env', () => {
  const expressions: [expression: string, becomes: string][] = [
    ['process.env.API_HOST', '"api.example.com"'],
    ["process.env['API_HOST']", '"api.example.com"'],
    ['process.env?.API_HOST', '"api.example.com"'],
    ['process.env.EMPTY', '""'],
    ['process.env.NODE_ENV', '"production"'],
    ["process.env.API_HOST === 'no'", 'false'],
    // Lambda's own: read when the code runs.
    ['process.env.AWS_REGION', 'process.env.AWS_REGION'],
    ['process.env.AWS_LAMBDA_FUNCTION_NAME', 'process.env.AWS_LAMBDA_FUNCTION_NAME'],
    ['process.env.TZ', 'process.env.TZ'],
  ]
  const line = (i: number, expression: string): string => `console.log(${i}, ${expression})`
  let bundled: string
  beforeAll(async () => {
    bundled = await codeWith(expressions.map(([expression], i) => line(i, expression)).join('\n'))
  })

  test.each(expressions)('%s becomes %s', (expression, becomes) => {
    const i = expressions.findIndex(([other]) => other === expression)
    expect(bundled).toContain(line(i, becomes))
  })

  test('in packages is written in, too, and else not minded', async () => {
    const code = await codeWith(`import { a } from 'tool'\nconsole.log(a)`, {
      'node_modules/tool/index.js': `exports.a = [process.env.API_HOST, process.env.DEBUG, process.env[module.id]]`,
    })
    expect(code).toContain('["api.example.com", process.env.DEBUG, process.env[module.id]]')
  })

  test('may be written to', async () => {
    expect(await problems(`process.env.TZ = 'UTC'\ndelete process.env.TZ`)).toBe('none')
  })

  test.each([
    ['const a = process.env.ABSENT', ['env-missing 3:11']],
    ["const a = process.env['ABSENT']", ['env-missing 3:11']],
    ['const a = process.env.ONLY_IN_A_STAGE', ['env-missing 3:11']],
    ['const a = process.env[String(1)]', ['env-dynamic 3:11']],
    ['const { API_HOST } = process.env', ['env-dynamic 3:22']],
    ['const a = { ...process.env }', ['env-dynamic 3:16']],
    ['const a = Object.keys(process.env)', ['env-dynamic 3:23']],
    [
      'const a = (b: string): unknown => [process.env.ABSENT, process.env[b]]',
      ['env-missing 3:36', 'env-dynamic 3:56'],
    ],
  ])('%s is refused with its place', async (code, expected) => {
    expect(await problems(code)).toEqual(expected)
  })

  test('of a type is none', async () => {
    expect(
      await problems('type E = typeof process.env; const a: E = {} as E; console.log(a)'),
    ).toBe('none')
  })

  test('without a value says which stage has one, or which name is near', async () => {
    await expect(codeWith('const a = process.env.ONLY_IN_A_STAGE')).rejects.toThrow(
      'build with --stage test or prod.',
    )
    await expect(codeWith('const a = process.env.API_HOTS')).rejects.toThrow(
      "Did you mean 'API_HOST'?",
    )
    await expect(codeWith('const a = process.env.OTHER')).rejects.toBeInstanceOf(ProjectError)
  })
})
