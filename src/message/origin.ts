import { EdgeError, show } from '../error.js'
import type {
  CloudFrontCustomOrigin,
  CloudFrontHeader,
  CloudFrontHeaders,
  CloudFrontOrigin,
  CloudFrontRequest,
  CloudFrontS3Origin,
} from '../event.js'
import { originFieldTable } from '../rules/origin-fields.js'
import { type Strictness, strict } from '../rules/strictness.js'
import type { Draft, HeaderHolder } from './draft.js'
import { headerName } from './header-name.js'
import { HeaderView, type WritableHeaders } from './headers.js'

/** AWS's pages give several ranges; here the widest counts, and the rules warn of the others. */
const widest: Strictness = { ...strict, readTimeout: [1, 120], keepaliveTimeout: [1, 300] }

interface SwitchOptions {
  /** Path at the origin that the uri is appended to, such as `/site`. Default none. */
  readonly path?: string
  /** Headers that CloudFront adds to the request it sends. Default none. */
  readonly customHeaders?: Readonly<Record<string, string>>
  /**
   * The Host header that the origin sees: its own domain name (`origin`, the default; S3 answers 403
   * to any other), the one that came (`keep`), or another name.
   */
  readonly host?: string
}

export interface CustomOriginInit extends SwitchOptions {
  readonly domainName: string
  /** 80, 443 or 1024 to 65535. Default 443 for https, 80 for http. */
  readonly port?: number
  /** Default `https`. */
  readonly protocol?: 'http' | 'https'
  /** Default `['TLSv1.2']`. */
  readonly sslProtocols?: CloudFrontCustomOrigin['sslProtocols']
  /** Seconds to wait for an answer; no more than the distribution's own origin allows. Default 30. */
  readonly readTimeout?: number
  /** Seconds to keep an idle connection; no more than the distribution's own origin allows. Default 5. */
  readonly keepaliveTimeout?: number
}

export interface S3OriginInit extends SwitchOptions {
  /** Such as `my-bucket.s3.eu-central-1.amazonaws.com`. */
  readonly domainName: string
  /** Needed with `origin-access-identity`. Default ''. */
  readonly region?: string
  /** `origin-access-identity` works between buckets that share the identity. Default `none`. */
  readonly authMethod?: CloudFrontS3Origin['authMethod']
}

/** The origin of an origin-request. CloudFront's behavior stays the one the viewer's path chose. */
export interface Origin {
  /** `undefined` where the event has no origin, as in many a unit test. */
  readonly type: 's3' | 'custom' | undefined
  readonly domainName: string | undefined
  readonly path: string | undefined
  /** Headers that CloudFront adds to the request it sends to this origin. */
  readonly customHeaders: WritableHeaders<'origin-request'>
  /**
   * Goes to an S3 bucket instead. Nothing of the former origin is taken over: its custom headers may
   * be secrets of another place.
   *
   * @throws EdgeError `bad-origin` naming the field that CloudFront would refuse.
   */
  useS3(init: S3OriginInit): void
  /** Goes to a web server instead; otherwise as `useS3`. */
  useCustom(init: CustomOriginInit): void
  /** Changes fields of the origin that the event has. Host follows a new `domainName`. */
  update(fields: Partial<CustomOriginInit> | Partial<S3OriginInit>): void
}

export class OriginView implements Origin, HeaderHolder {
  private readonly _draft: Draft<CloudFrontRequest>

  constructor(draft: Draft<CloudFrontRequest>) {
    this._draft = draft
  }

  get type(): 's3' | 'custom' | undefined {
    const origin = this._draft.get('origin')
    return origin?.custom ? 'custom' : origin?.s3 ? 's3' : undefined
  }

  get domainName(): string | undefined {
    return this._current?.domainName
  }

  get path(): string | undefined {
    return this._current?.path
  }

  get customHeaders(): HeaderView {
    return new HeaderView(this)
  }

  useS3(init: S3OriginInit): void {
    const { domainName, path = '', region = '', authMethod = 'none', host, customHeaders } = init
    const s3 = { domainName, path, region, authMethod, customHeaders: toHeaders(customHeaders) }
    this._write({ s3 }, host ?? 'origin')
  }

  useCustom(init: CustomOriginInit): void {
    const { domainName, protocol = 'https', path = '', host, customHeaders } = init
    const custom: CloudFrontCustomOrigin = {
      domainName,
      port: init.port ?? (protocol === 'http' ? 80 : 443),
      protocol,
      path,
      sslProtocols: init.sslProtocols ?? ['TLSv1.2'],
      readTimeout: init.readTimeout ?? 30,
      keepaliveTimeout: init.keepaliveTimeout ?? 5,
      customHeaders: toHeaders(customHeaders),
    }
    this._write({ custom }, host ?? 'origin')
  }

  update(fields: Partial<CustomOriginInit> | Partial<S3OriginInit>): void {
    const { host, customHeaders, ...rest } = fields
    const headers = customHeaders && { customHeaders: toHeaders(customHeaders) }
    this._change(
      { ...rest, ...headers },
      host ?? (fields.domainName === undefined ? 'keep' : 'origin'),
    )
  }

  // The custom headers are a place that holds headers, too.

  get headers(): CloudFrontHeaders {
    return this._current?.customHeaders ?? {}
  }

  lines(name: string): readonly CloudFrontHeader[] | undefined {
    return this.headers[name]
  }

  setLines(name: string, lines: readonly CloudFrontHeader[] | undefined): void {
    const { [name]: _, ...rest } = this.headers
    this._change({ customHeaders: lines ? { ...rest, [name]: lines } : rest }, 'keep')
  }

  private get _current(): CloudFrontCustomOrigin | CloudFrontS3Origin | undefined {
    const origin = this._draft.get('origin')
    return origin?.custom ?? origin?.s3
  }

  private _change(fields: object, host: string): void {
    const type = this.type
    if (!type) {
      throw new EdgeError(
        'bad-origin',
        'Expected an origin to change, but the event has none: use useS3 or useCustom.',
      )
    }
    const changed = { ...this._current, ...fields }
    this._write({ [type]: changed } as CloudFrontOrigin, host)
  }

  private _write(origin: CloudFrontOrigin, host: string): void {
    const [[kind, fields]] = Object.entries(origin) as [['custom' | 's3', CloudFrontCustomOrigin]]
    for (const [field, { allowed, test }] of Object.entries(originFieldTable[kind])) {
      const value = fields[field as keyof CloudFrontCustomOrigin]
      if (test(value, widest, { ...fields })) continue
      throw new EdgeError(
        'bad-origin',
        `origin.${kind}.${field}: expected ${allowed(widest)}, got ${show(value)}.`,
      )
    }
    this._draft.set('origin', origin)
    if (host === 'keep') return
    const name = host === 'origin' ? fields.domainName : host
    this._draft.setLines('host', [headerName('host').line(name)])
  }
}

function toHeaders(given: Readonly<Record<string, string>> = {}): CloudFrontHeaders {
  const entries = Object.entries(given).map(([name, value]) => {
    const header = headerName(name)
    return [header.lower, [header.line(value)]] as const
  })
  return Object.fromEntries(entries)
}
