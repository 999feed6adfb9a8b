import type { ReadableHeaders } from './headers.js'

/**
 * What CloudFront reads from the User-Agent: each field is there only where the behavior's cache
 * policy or origin request policy asks for its header. More than one may be true.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export interface Device {
  readonly desktop: boolean | undefined
  readonly mobile: boolean | undefined
  readonly tablet: boolean | undefined
  readonly smartTv: boolean | undefined
  readonly ios: boolean | undefined
  readonly android: boolean | undefined
}

export class DeviceView implements Device {
  readonly #headers: ReadableHeaders

  constructor(headers: ReadableHeaders) {
    this.#headers = headers
  }

  get desktop(): boolean | undefined {
    return this.#is('desktop')
  }
  get mobile(): boolean | undefined {
    return this.#is('mobile')
  }
  get tablet(): boolean | undefined {
    return this.#is('tablet')
  }
  get smartTv(): boolean | undefined {
    return this.#is('smarttv')
  }
  get ios(): boolean | undefined {
    return this.#is('ios')
  }
  get android(): boolean | undefined {
    return this.#is('android')
  }

  #is(kind: string): boolean | undefined {
    const value = this.#headers.get(`cloudfront-is-${kind}-viewer`)
    return value === undefined ? undefined : value === 'true'
  }
}
