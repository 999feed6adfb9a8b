/** What a header holds, and which policies can ask for it: a cache policy makes it part of the key. */
export type EdgeHeader = readonly [
  name: string,
  holds: string,
  policy: 'cache or origin request' | 'origin request',
]

const any = 'cache or origin request'
const forwarded = 'origin request'

/**
 * The headers that CloudFront adds for origin triggers, where a policy of the behavior asks for
 * them. None is there in viewer-request: a header of that name is the viewer's own.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export const edgeHeaders: readonly EdgeHeader[] = [
  ['CloudFront-Is-Android-Viewer', 'true or false: an Android device', any],
  ['CloudFront-Is-Desktop-Viewer', 'true or false: a desktop computer', any],
  ['CloudFront-Is-IOS-Viewer', 'true or false: an iPhone, iPad or the like', any],
  ['CloudFront-Is-Mobile-Viewer', 'true or false: a phone; also true for some tablets', any],
  ['CloudFront-Is-SmartTV-Viewer', 'true or false: a television', any],
  ['CloudFront-Is-Tablet-Viewer', 'true or false: a tablet', any],
  [
    'CloudFront-Viewer-Address',
    'IP address and port of the viewer, with a colon between',
    forwarded,
  ],
  ['CloudFront-Viewer-ASN', 'number of the autonomous system of the viewer', forwarded],
  ['CloudFront-Viewer-Country', 'two letters, ISO 3166-1', any],
  ['CloudFront-Viewer-Country-Name', 'name of the country', any],
  [
    'CloudFront-Viewer-Country-Region',
    'up to three characters, ISO 3166-2 without the country',
    any,
  ],
  ['CloudFront-Viewer-Country-Region-Name', 'name of that subdivision', any],
  ['CloudFront-Viewer-City', 'name of the city', any],
  ['CloudFront-Viewer-Postal-Code', 'postal code', any],
  ['CloudFront-Viewer-Metro-Code', 'metro code, in the United States only', any],
  ['CloudFront-Viewer-Latitude', 'degrees, roughly', any],
  ['CloudFront-Viewer-Longitude', 'degrees, roughly', any],
  ['CloudFront-Viewer-Time-Zone', 'IANA name, such as Europe/Berlin', any],
  [
    'CloudFront-Viewer-Header-Order',
    'names of the headers as the viewer sent them, with colons between, cut at 7,680 characters',
    any,
  ],
  ['CloudFront-Viewer-Header-Count', 'how many headers the viewer sent', any],
  ['CloudFront-Viewer-Http-Version', 'HTTP version that the viewer speaks', any],
  ['CloudFront-Forwarded-Proto', 'http or https, as the viewer came', any],
  [
    'CloudFront-Viewer-TLS',
    'TLS version, cipher and kind of handshake, with colons between',
    forwarded,
  ],
  ['CloudFront-Viewer-JA3-Fingerprint', 'JA3 fingerprint of the TLS client', forwarded],
  ['CloudFront-Viewer-JA4-Fingerprint', 'JA4 fingerprint of the TLS client', forwarded],
]
