import type { ReadableHeaders } from './headers.js'

/**
 * Where the viewer is, as CloudFront knows it: each field is there only where the behavior's cache
 * policy or origin request policy asks for its header.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export interface Geo {
  /** ISO 3166-1 alpha-2, such as `DE`. */
  readonly country: string | undefined
  readonly countryName: string | undefined
  /** The subdivision's ISO 3166-2 code without the country, such as `BY`. */
  readonly region: string | undefined
  readonly regionName: string | undefined
  readonly city: string | undefined
  readonly postalCode: string | undefined
  /** Degrees. */
  readonly latitude: number | undefined
  /** Degrees. */
  readonly longitude: number | undefined
  /** An IANA zone, such as `Europe/Berlin`. */
  readonly timeZone: string | undefined
  /** In the United States only. */
  readonly metroCode: string | undefined
}

export class GeoView implements Geo {
  readonly #headers: ReadableHeaders

  constructor(headers: ReadableHeaders) {
    this.#headers = headers
  }

  get country(): string | undefined {
    return this.#headers.get('cloudfront-viewer-country')
  }
  get countryName(): string | undefined {
    return this.#text('country-name')
  }
  get region(): string | undefined {
    return this.#text('country-region')
  }
  get regionName(): string | undefined {
    return this.#text('country-region-name')
  }
  get city(): string | undefined {
    return this.#text('city')
  }
  get postalCode(): string | undefined {
    return this.#text('postal-code')
  }
  get latitude(): number | undefined {
    return this.#number('latitude')
  }
  get longitude(): number | undefined {
    return this.#number('longitude')
  }
  get timeZone(): string | undefined {
    return this.#text('time-zone')
  }
  get metroCode(): string | undefined {
    return this.#text('metro-code')
  }

  /** CloudFront percent-encodes what is not ASCII. */
  #text(name: string): string | undefined {
    const raw = this.#headers.get(`cloudfront-viewer-${name}`)
    try {
      return raw && decodeURIComponent(raw)
    } catch {
      return raw
    }
  }

  #number(name: string): number | undefined {
    const raw = this.#headers.get(`cloudfront-viewer-${name}`)
    const value = Number(raw)
    return raw && Number.isFinite(value) ? value : undefined
  }
}
