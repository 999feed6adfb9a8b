/** How the paths of all patterns in a router are compared. */
export interface RouteOptions {
  /** Whether fixed text must have the pattern's case. */
  readonly sensitive: boolean
  /** Whether a path may end in a slash that the pattern does not have. */
  readonly trailing: boolean
}

/** What patterns are made of; path-to-regexp's tokens are such pieces, too. */
export type Piece = Text | Param | Group

export interface Text {
  readonly type: 'text'
  readonly value: string
}

export interface Param {
  readonly type: 'param' | 'wildcard'
  readonly name: string
}

export interface Group {
  readonly type: 'group'
  readonly tokens: readonly Piece[]
}

/** A pattern with its groups decided. */
export type Flat = readonly (Text | Param)[]

/**
 * The pieces of a pattern, if it is a plain one: ASCII, nothing escaped, quoted or wrong. Most are, and
 * the first use of path-to-regexp's parser, which readies Unicode's tables of identifiers, costs a cold
 * start more than the rest of a small app's routing.
 */
export function readPlain(pattern: string): readonly Piece[] | undefined {
  // Nine groups may be more combinations than path-to-regexp takes.
  if (/[^!-~]|[()[\]+?!\\%"]|[:*](?![A-Za-z_$])|(\{[^{]*){9}/.test(pattern)) return undefined
  const open: Piece[][] = [[]]
  for (const part of pattern.split(/([:*][\w$]+|[{}])/)) {
    const pieces = open.at(-1)!
    if (part === '{') {
      const tokens: Piece[] = []
      pieces.push({ type: 'group', tokens })
      open.push(tokens)
    } else if (part === '}') {
      if (open.length === 1) return undefined
      open.pop()
    } else if (part[0] === ':' || part[0] === '*') {
      pieces.push({ type: part[0] === ':' ? 'param' : 'wildcard', name: part.slice(1) })
    } else if (part !== '') {
      pieces.push({ type: 'text', value: part })
    }
  }
  return open.length === 1 ? open[0] : undefined
}

/** All that a pattern stands for, each group taken and left out, in path-to-regexp's order. */
export function flatten(pieces: readonly Piece[]): Flat[] {
  const at = pieces.findIndex((piece) => piece.type === 'group')
  if (at < 0) return [pieces as Flat]
  const before = pieces.slice(0, at)
  const after = pieces.slice(at + 1)
  const { tokens } = pieces[at] as Group
  return [...flatten([...before, ...tokens, ...after]), ...flatten([...before, ...after])]
}
