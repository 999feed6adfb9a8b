// What PathParams reads from a pattern: all of path-to-regexp's syntax.
import type { PathParams } from 'ledge'

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Expect<T extends true> = T

/** A list that compiles only if all in it is true. */
export type Cases = [
  // no params
  Expect<Equal<keyof PathParams<'/'>, never>>,
  Expect<Equal<keyof PathParams<''>, never>>,
  Expect<Equal<keyof PathParams<'/a/b.html'>, never>>,
  // a param is a text, however it is embedded
  Expect<Equal<PathParams<'/:slug'>, { slug: string }>>,
  Expect<Equal<PathParams<'/:a/:b'>, { a: string; b: string }>>,
  Expect<Equal<PathParams<'/v:major.:minor-rc'>, { major: string; minor: string }>>,
  Expect<Equal<PathParams<'/:$_a1'>, { $_a1: string }>>,
  Expect<Equal<PathParams<'/:größe'>, { größe: string }>>,
  // a wildcard is a list of segments
  Expect<Equal<PathParams<'/*rest'>, { rest: string[] }>>,
  Expect<Equal<PathParams<'/*dir/:file'>, { dir: string[]; file: string }>>,
  // quoted names, with escapes as path-to-regexp reads them
  Expect<Equal<PathParams<'/:"user-id"'>, { 'user-id': string }>>,
  Expect<Equal<PathParams<'/*"the rest"'>, { 'the rest': string[] }>>,
  Expect<Equal<PathParams<'/:"a"b'>, { a: string }>>,
  Expect<Equal<PathParams<'/:"a\\"b"/:c'>, { 'a"b': string; c: string }>>,
  Expect<Equal<PathParams<'/:"{:x}"'>, { '{:x}': string }>>,
  // what is escaped is text
  Expect<Equal<PathParams<'/\\:a/:b'>, { b: string }>>,
  Expect<Equal<PathParams<'/\\{:a\\}'>, { a: string }>>,
  Expect<Equal<PathParams<'/\\\\:a'>, { a: string }>>,
  // a group may be left out, and what is in it
  Expect<Equal<PathParams<'/shop{/:page}'>, { page?: string }>>,
  Expect<Equal<PathParams<'/account{/*rest}'>, { rest?: string[] }>>,
  Expect<Equal<PathParams<'/:a{/:b}/:c'>, { a: string; b?: string; c: string }>>,
  Expect<Equal<PathParams<'{/:a{/:b}}/:c'>, { a?: string; b?: string; c: string }>>,
  Expect<Equal<PathParams<'/:file{.:ext}'>, { file: string; ext?: string }>>,
  // a name that stands both in a group and outside of one is always there
  Expect<Equal<PathParams<'/:a{/x/:a}'>, { a: string }>>,
  // a list of patterns has the params of one of them
  Expect<Equal<PathParams<'/:a' | '/b/*c'>, { a: string } | { c: string[] }>>,
  // what is no literal may have any param
  Expect<Equal<PathParams<string>['any'], string | string[] | undefined>>,
  Expect<Equal<PathParams<`/${string}`>['any'], string | string[] | undefined>>,
  Expect<Equal<PathParams<`/:${string}`>['any'], string | string[] | undefined>>,
  Expect<Equal<PathParams<`${string}/:id`>['any'], string | string[] | undefined>>,
]
