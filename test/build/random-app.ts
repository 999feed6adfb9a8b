import fc from 'fast-check'
import type { Trigger } from '../../src/event.js'

/** One thing that a generated app registers. */
interface Part {
  readonly form: (typeof forms)[number]
  readonly method: (typeof methods)[number]
  readonly path: string | undefined
  readonly effect: 'trace' | 'rewrite' | 'reply' | 'throw'
  readonly uses: 'nothing' | 'value' | 'package' | 'other file' | 'function'
  readonly isAsync: boolean
}

const methods = ['viewerRequest', 'originRequest', 'originResponse', 'viewerResponse'] as const

const forms = [
  'statement',
  'chain',
  'function',
  'file',
  'loop',
  'mount',
  'recipe',
  'recipe function',
  'opaque recipe',
  'spread',
  'computed',
  'condition',
  'value',
  'onReply',
  'onError',
  'bound',
  'applied',
  'optional',
  'static block',
  'factory',
  'part by name',
  'conditional part',
] as const

const part: fc.Arbitrary<Part> = fc.record({
  form: fc.constantFrom(...forms),
  method: fc.constantFrom(...methods),
  path: fc.constantFrom(undefined, '/a', '/a/:id', '/b/*rest', '/{c}'),
  effect: fc.constantFrom('trace', 'trace', 'rewrite', 'reply', 'throw'),
  uses: fc.constantFrom('nothing', 'value', 'package', 'other file', 'function'),
  isAsync: fc.boolean(),
})

export interface RandomApp {
  /** By name; `edge.ts` exports the app. */
  readonly files: Readonly<Record<string, string>>
  /** Texts that stand only in the steps of a trigger, where these can be told apart. */
  readonly marks: readonly { readonly text: string; readonly trigger: Trigger }[]
}

const triggers: Record<(typeof methods)[number], Trigger> = {
  viewerRequest: 'viewer-request',
  originRequest: 'origin-request',
  originResponse: 'origin-response',
  viewerResponse: 'viewer-response',
}

const dynamic: readonly Part['form'][] = [
  'opaque recipe',
  'spread',
  'computed',
  'onReply',
  'onError',
  'bound',
  'applied',
  'optional',
  'part by name',
]

/** Those that read a method by its name: it might be a part of a recipe, so the recipes keep theirs. */
const reading: readonly Part['form'][] = ['bound', 'applied', 'optional', 'part by name']
const ofRecipes: readonly Part['form'][] = ['recipe', 'recipe function', 'conditional part']

/** A random app. Everything that a step does shows in what the handler gives. */
export const randomApp: fc.Arbitrary<RandomApp> = fc
  .record({
    parts: fc.array(part, { minLength: 1, maxLength: 9 }),
    handlers: fc.constantFrom('none', 'destructured', 'kept', 'one'),
  })
  .map(({ parts, handlers }) => ({
    files: filesOf(parts, handlers),
    marks: parts.flatMap((part, i) =>
      isKept(part, parts) ? [] : { text: `#mark${i} `, trigger: triggers[part.method] },
    ),
  }))

function isKept({ form, method }: Part, parts: readonly Part[]): boolean {
  const isRead = parts.some((other) => reading.includes(other.form) && other.method === method)
  return dynamic.includes(form) || (isRead && ofRecipes.includes(form))
}

function filesOf(parts: readonly Part[], handlers: string): RandomApp['files'] {
  const files: Record<string, string> = {
    'app.ts': `import { ledge } from 'ledge'\nexport const app = ledge()`,
    'kit.ts': `export function make(name: string) { return { name: 'made-' + name } }
export const shared = make('shared')`,
    'node_modules/tool/index.js': `exports.tool = (name) => ({ name: 'tool-' + name })`,
  }
  const main: string[] = []
  const chain: string[] = []
  for (const [i, part] of parts.entries()) {
    const id = `mark${i}`
    const step = middleware(id, part)
    const path = part.path === undefined ? '' : `'${part.path}', `
    const register = (app: string): string => `${app}.${part.method}(${path}${step})`
    const recipe = `{ name: '${id}', ${part.method}: ${step}, onReply: ${onReply(id)} }`
    if (part.uses === 'value') main.push(`const value${id} = make('${id}')`)
    if (part.uses === 'package') main.push(`const value${id} = tool('${id}').name`)
    if (part.uses === 'function')
      main.push(`function value${id}() { return shared.name + '${id}' }`)
    switch (part.form) {
      case 'statement':
        main.push(register('app'))
        break
      case 'chain':
        chain.push(`.${part.method}(${path}${step})`)
        break
      case 'function':
        main.push(
          `function register${id}(target: App) { ${register('target')} }\nregister${id}(app)`,
        )
        break
      case 'file':
        files[`${id}.ts`] =
          `${head}\nimport { app } from './app.js'\n${define(id, part)}\n${register('app')}`
        main.push(`import './${id}.js'`)
        break
      case 'loop':
        main.push(`for (const each of [app]) ${register('each')}`)
        break
      case 'mount':
        main.push(
          `const child${id} = ledge()\n${register(`child${id}`)}\napp.mount('/a', child${id})`,
        )
        break
      case 'recipe':
        main.push(`app.use(${path}defineRecipe(${recipe}))`)
        break
      case 'recipe function':
        files[`${id}.ts`] =
          `${head}\n${define(id, part)}\nexport const recipe${id} = (tag: string) => defineRecipe(${recipe})`
        main.push(`import { recipe${id} } from './${id}.js'\napp.use(${path}recipe${id}('${id}'))`)
        break
      case 'opaque recipe':
        main.push(`const parts${id} = ${recipe}\napp.use(defineRecipe(parts${id}))`)
        break
      case 'spread':
        main.push(`app.use(...[defineRecipe(${recipe})])`)
        break
      case 'computed':
        main.push(`app[['${part.method}'][0] as '${part.method}'](${path}${step})`)
        break
      case 'condition':
        main.push(`if (shared.name) ${register('app')}`)
        break
      case 'value':
        main.push(`const registered${id} = ${register('app')}\nexport { registered${id} }`)
        break
      case 'onReply':
        main.push(`app.onReply(${onReply(id)})`)
        break
      case 'onError':
        main.push(`app.onError((error) => text('caught ${id} ' + (error as Error).message, 500))`)
        break
      case 'bound':
        main.push(`const bound${id} = app.${part.method}.bind(app)\nbound${id}(${path}${step})`)
        break
      case 'applied':
        main.push(`Reflect.apply(app.${part.method}, app, [${path}${step}])`)
        break
      case 'optional':
        main.push(`void (app as App | undefined)?.${part.method}(${path}${step})`)
        break
      case 'static block':
        main.push(`class Site${id} { static { ${register('app')} } }`)
        break
      case 'factory':
        main.push(
          `function site${id}() { const made = ledge(); ${register('made')}; return made }`,
          `app.mount('/b', site${id}())`,
        )
        break
      case 'part by name':
        main.push(`const parts${id} = defineRecipe(${recipe})`)
        main.push(`app.${part.method}(parts${id}.${part.method}!)`)
        break
      case 'conditional part':
        main.push(
          `app.use(defineRecipe({ name: '${id}', ...(shared.name && { ${part.method}: ${step} }) }))`,
        )
        break
    }
  }
  if (chain.length > 0) main.push(`app${chain.join('')}`)
  const last = {
    none: '',
    destructured: 'export const { viewerRequest, originResponse: other, ...rest } = app.handlers()',
    kept: 'export const all = app.handlers()',
    one: `export const handler = app.handler('viewer-response')`,
  }[handlers]
  files['edge.ts'] =
    `${head}\nimport { app } from './app.js'\nexport { app }\n${main.join('\n')}\n${last}`
  return files
}

const head = `import { defineRecipe, ledge, text, type App } from 'ledge'
import { tool } from 'tool'
import { make, shared } from './kit.js'`

/** What a step in a file of its own uses, defined there. */
function define(id: string, { uses }: Part): string {
  if (uses === 'value') return `const value${id} = make('${id}')`
  if (uses === 'package') return `const value${id} = tool('${id}').name`
  return uses === 'function' ? `function value${id}() { return shared.name + '${id}' }` : ''
}

function middleware(id: string, { method, effect, uses, isAsync }: Part): string {
  const isRequest = method.endsWith('Request')
  const message = isRequest ? 'request' : 'response'
  const value = {
    nothing: `'${id}'`,
    value: `value${id}.name`,
    package: `value${id}`,
    'other file': 'shared.name',
    function: `value${id}()`,
  }[uses]
  const lines = [`ctx.${message}.headers.append('x-trace', '#${id} ' + ${value})`]
  if (effect === 'rewrite' && isRequest) lines.push(`ctx.request.uri = '/b/' + ${value}`)
  if (effect === 'throw') lines.push(`if (ctx.request.uri === '/a') throw new Error('${id}')`)
  if (effect === 'reply' && method !== 'viewerResponse') {
    lines.push(`if (ctx.request.uri.startsWith('/a')) return text(${value})`)
  }
  return `${isAsync ? 'async ' : ''}(ctx, next) => { ${lines.join('; ')}; return next() }`
}

function onReply(id: string): string {
  return `(reply) => { reply.headers.append('x-decorated', '${id}') }`
}
