import type { HeadersInit } from './request-init.js'

/** The kinds that CloudFront tells apart, by their names in `ctx.device`. */
export type DeviceKind = 'desktop' | 'mobile' | 'tablet' | 'smartTv'

/** What a viewer of that kind sends: before the cache there is nothing else to tell it by. */
export const userAgents: Readonly<Record<DeviceKind, string>> = {
  desktop:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
  mobile:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  tablet:
    'Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
  smartTv:
    'Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/5.0 Chrome/85.0.4183.93 TV Safari/537.36',
}

/** The kind of which this is the User-Agent; `undefined` for those that are not above. */
export function deviceOf(userAgent: string | undefined): DeviceKind | undefined {
  return (Object.keys(userAgents) as DeviceKind[]).find((kind) => userAgents[kind] === userAgent)
}

/** What CloudFront makes of a viewer for origin triggers, where a policy asks for it. */
export interface Visitor {
  /** ISO 3166-1 alpha-2, such as `DE`. */
  readonly country?: string
  readonly device?: DeviceKind
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html */
export function cloudFrontHeaders({ country, device }: Visitor): HeadersInit {
  const headers: Record<string, string> = {}
  if (country !== undefined) headers['CloudFront-Viewer-Country'] = country
  if (device !== undefined) {
    for (const [kind, name] of Object.entries(kinds)) {
      headers[`CloudFront-Is-${name}-Viewer`] = String(kind === device)
    }
  }
  return headers
}

const kinds: Readonly<Record<DeviceKind, string>> = {
  desktop: 'Desktop',
  mobile: 'Mobile',
  smartTv: 'SmartTV',
  tablet: 'Tablet',
}
