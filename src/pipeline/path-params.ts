/**
 * The parameters of a path-to-regexp pattern, read from its literal: `:name` is a text, `*name` a list
 * of segments, and what stands in an optional group `{…}` may be absent.
 *
 * @example
 * ```ts
 * type Page = PathParams<'/:lang/docs{/*path}'> // { lang: string; path?: string[] }
 * ```
 */
export type PathParams<Path extends string> = Path extends unknown ? Flat<Scan<Path>> : never

type Flat<Params> = { [Name in keyof Params]: Params[Name] }

/** Those of a pattern that is no literal. */
interface AnyParams {
  [name: string]: string | string[] | undefined
}

/** Goes through the pattern letter by letter; `Groups` has one element per group that is open. */
type Scan<
  Path extends string,
  Groups extends unknown[] = [],
  Found = Record<never, never>,
> = Path extends `${infer Char}${infer Rest}`
  ? Char extends '\\'
    ? Scan<Rest extends `${string}${infer Behind}` ? Behind : '', Groups, Found>
    : Char extends '{'
      ? Scan<Rest, [...Groups, unknown], Found>
      : Char extends '}'
        ? Scan<Rest, Groups extends [unknown, ...infer Outer] ? Outer : [], Found>
        : Char extends ':' | '*'
          ? NameAt<Rest> extends [infer Name extends string, infer Behind extends string]
            ? Scan<Behind, Groups, Found & Param<Name, Char, Groups>>
            : Found
          : string extends Char
            ? AnyParams
            : Scan<Rest, Groups, Found>
  : string extends Path
    ? AnyParams
    : Found

type Param<
  Name extends string,
  Sign extends ':' | '*',
  Groups extends unknown[],
> = Groups extends [] ? { [Key in Name]: Value<Sign> } : { [Key in Name]?: Value<Sign> }

type Value<Sign> = Sign extends '*' ? string[] : string

/** The name that begins here, quoted or not, and what stands behind it. */
type NameAt<Path extends string> = Path extends `"${infer Rest}` ? Quoted<Rest> : Word<Path>

type Quoted<
  Path extends string,
  Name extends string = '',
> = Path extends `${infer Char}${infer Rest}`
  ? Char extends '"'
    ? [Name, Rest]
    : Char extends '\\'
      ? Rest extends `${infer Escaped}${infer Behind}`
        ? Quoted<Behind, `${Name}${Escaped}`>
        : [Name, '']
      : Quoted<Rest, `${Name}${Char}`>
  : [Name, Path]

type Word<Path extends string, Name extends string = ''> = Path extends `${infer Char}${infer Rest}`
  ? Char extends NotInName
    ? [Name, Path]
    : Word<Rest, `${Name}${Char}`>
  : [Name, Path]

/** What ends a name: every visible ASCII character that no JavaScript identifier has. */
type NotInName =
  | ' '
  | '!'
  | '"'
  | '#'
  | '%'
  | '&'
  | "'"
  | '('
  | ')'
  | '*'
  | '+'
  | ','
  | '-'
  | '.'
  | '/'
  | ':'
  | ';'
  | '<'
  | '='
  | '>'
  | '?'
  | '@'
  | '['
  | '\\'
  | ']'
  | '^'
  | '`'
  | '{'
  | '|'
  | '}'
  | '~'
