import { type Middleware, type ReadableRequest, unauthorized } from 'ledge'
import { aBoolean, badOption, checkOptions, isPreflight } from 'ledge/recipe-kit'

export interface BasicAuthOptions {
  /** The hash of each user's password, by the user's name. `hashPassword` makes one. */
  readonly users: Readonly<Record<string, string>>
  /** What the browser says it asks for. Default `Restricted`. */
  readonly realm?: string
  /** Whether CORS preflights pass, which never have a password. Default true. */
  readonly preflight?: boolean
}

/**
 * HTTP Basic authentication, for staging sites and tools. The header does not reach the origin, the
 * cache key or the logs.
 *
 * A wrong password costs as much time as a wrong name: one scrypt, 50 ms of a whole processor, many
 * times that where the function has 128 MB. A right one is remembered, so only its first request pays.
 * Against guessing in bulk put a rate limit of AWS WAF before it.
 *
 * @throws EdgeError `bad-option`.
 * @example
 * ```ts
 * import { ledge } from 'ledge'
 * import { basicAuth } from 'ledge/recipes/basic-auth'
 *
 * export const app = ledge()
 * app.viewerRequest(basicAuth({ users: { ann: '$scrypt$ln=14,r=8,p=1$…$…' }, realm: 'Staging' }))
 * ```
 */
export function basicAuth(options: BasicAuthOptions): Middleware<'viewer-request'> {
  checkOptions<BasicAuthOptions>('basicAuth', options, {
    users: ['names, each with a hash', (value) => typeof value === 'object' && value !== null],
    'realm?': ['visible ASCII without quotes', (value) => /^[ !#-[\]-~]+$/.test(String(value))],
    'preflight?': aBoolean,
  })
  const { realm = 'Restricted', preflight = true } = options
  const users = new Map(
    Object.entries(options.users).map(([name, hash]) => [name, read(name, hash)]),
  )
  const anyone = [...users.values()].at(0)
  if (!anyone) throw badOption('basicAuth', 'at least one user', options.users)
  if ([...users.values()].some(({ cost }) => cost !== anyone.cost)) {
    throw badOption('basicAuth', 'hashes of one cost: time would tell users apart', options.users)
  }
  const headers = { 'www-authenticate': `Basic realm="${realm}", charset="UTF-8"` }
  const isUser = loginCheck(users, anyone)

  return function basicAuth(ctx, next) {
    if (preflight && isPreflight(ctx.request)) return next()
    const login = readLogin(ctx.request)
    if (!login || !isUser(login)) return unauthorized('There is no such login.', { headers })
    ctx.request.headers.delete('authorization')
    return next()
  }
}

/**
 * The hash of a password for `users`, in the format that passlib makes in Python, too. From a shell:
 * `node -e "import('ledge/recipes/basic-auth').then((m) => console.log(m.hashPassword('…')))"`
 *
 * @param cost Doubles the time with each step, and the memory: 16 MB at 14, the default. 10 to 16.
 */
export function hashPassword(password: string, cost = 14): string {
  if (!Number.isInteger(cost) || cost < 10 || cost > 16) {
    throw badOption('hashPassword', 'a cost from 10 to 16', cost)
  }
  const salt = process.getBuiltinModule('node:crypto').randomBytes(16)
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
  return `$scrypt$ln=${cost},r=8,p=1$${text(salt)}$${text(derive(password, salt, cost))}`
}

/** Right logins are remembered by a digest that means nothing outside this instance. */
function loginCheck(users: ReadonlyMap<string, User>, anyone: User): (login: Login) => boolean {
  const remembered = new Set<string>()
  let secret: Buffer | undefined
  return ({ name, password }) => {
    const { createHmac, randomBytes, timingSafeEqual } = process.getBuiltinModule('node:crypto')
    secret ??= randomBytes(32)
    const digest = createHmac('sha256', secret).update(`${name}:${password}`).digest('base64')
    if (remembered.has(digest)) return true
    const user = users.get(name)
    const { salt, key, cost } = user ?? anyone
    const isRight = timingSafeEqual(derive(password, salt, cost), key) && user !== undefined
    if (!isRight) return false
    // There are as many right logins as users, but for passwords that can be typed in several ways.
    if (remembered.size >= users.size) remembered.clear()
    remembered.add(digest)
    return true
  }
}

interface Login {
  readonly name: string
  readonly password: string
}

interface User {
  readonly cost: number
  readonly salt: Buffer
  readonly key: Buffer
}

function derive(password: string, salt: Buffer, cost: number): Buffer {
  const { scryptSync } = process.getBuiltinModule('node:crypto')
  // RFC 7617 section 2.1: an é may be typed as one character or as two.
  return scryptSync(password.normalize('NFC'), salt, 32, { N: 2 ** cost, maxmem: 2 ** (cost + 11) })
}

function read(name: string, hash: string): User {
  const [, cost, salt = '', key = ''] =
    /^\$scrypt\$ln=(1[0-6]),r=8,p=1\$([A-Za-z\d+/]{22,})\$([A-Za-z\d+/]{43})$/.exec(hash) ?? []
  if (name.includes(':') || cost === undefined) {
    throw badOption('basicAuth', `a hash that hashPassword made, for ${name}`, typeof hash)
  }
  return { cost: Number(cost), salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

/** RFC 7617 section 2: the name ends at the first colon. */
function readLogin({ headers }: ReadableRequest): Login | undefined {
  const [line = '', more] = headers.getAll('authorization')
  const [, encoded = ''] = /^Basic +([A-Za-z\d+/]+={0,2}) *$/i.exec(line) ?? []
  const text = Buffer.from(encoded, 'base64').toString()
  const colon = text.indexOf(':')
  if (more !== undefined || colon === -1) return undefined
  return { name: text.slice(0, colon), password: text.slice(colon + 1) }
}
