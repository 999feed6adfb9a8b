import { EdgeError, show } from '../error.js'

/** Files on this machine, served as a bucket would. Made by `folder`. */
export interface FolderOrigin {
  readonly kind: 'folder'
  /** From the folder of the config file. */
  readonly path: string
}

/** A web server. Made by `http`. */
export interface HttpOrigin {
  readonly kind: 'http'
  readonly url: string
}

export type OriginConfig = FolderOrigin | HttpOrigin

/**
 * An origin that serves files, as a bucket does.
 *
 * @param path from the folder of the config file
 * @throws EdgeError `bad-option` for an empty path.
 * @example
 * ```ts
 * export default defineConfig({ origins: { site: folder('./public') } })
 * ```
 */
export function folder(path: string): FolderOrigin {
  if (typeof path === 'string' && path !== '') return { kind: 'folder', path }
  throw new EdgeError(
    'bad-option',
    `folder: expected the path of a folder, such as './public', got ${show(path)}.`,
  )
}

/**
 * An origin that speaks HTTP.
 *
 * @param url scheme, host and port; a path is put in front of every uri, as an origin path is
 * @throws EdgeError `bad-option` for what is no http or https URL, or has a query string.
 * @example
 * ```ts
 * export default defineConfig({ origins: { api: http('http://127.0.0.1:3000') } })
 * ```
 */
export function http(url: string): HttpOrigin {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined
  if (parsed && /^https?:$/.test(parsed.protocol) && !parsed.search && !parsed.hash) {
    return { kind: 'http', url }
  }
  throw new EdgeError(
    'bad-option',
    `http: expected an http or https URL without a query string, such as 'http://127.0.0.1:3000', got ${show(url)}.`,
  )
}
