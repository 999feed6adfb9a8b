import {
  eventFromCurl,
  eventFromJson,
  originRequestEvent,
  originResponseEvent,
  type TriggerEvent,
  viewerRequestEvent,
  viewerResponseEvent,
} from 'ledge/testing'
import * as documented from '../../test/fixtures/events.js'

/** What happens to a shop on a day: what it is about, and what CloudFront sends. */
export const events: readonly (readonly [title: string, event: TriggerEvent])[] = [
  [
    'A visitor comes from a newsletter, with two Cookie lines',
    eventFromJson(
      documented.viewerRequest({ uri: '/', querystring: 'utm_source=mail&size=42&colour=red' }),
    ),
  ],
  [
    'Another one comes back, and sees the home page of the last time',
    viewerRequestEvent('/', { host: 'shop.example', cookies: { home: 'loud', _ga: 'GA1.1.17' } }),
  ],
  [
    'A bookmark of the old host, as a browser copies it',
    eventFromCurl(
      `curl 'https://www.shop.example/shoes?size=42' -H 'accept: text/html' -H 'accept-language: de' -b 'basket=7' --compressed`,
    ),
  ],
  ['An address that has moved', viewerRequestEvent('/p/17', { host: 'shop.example' })],
  [
    'A guest with the letter that opens the sale',
    viewerRequestEvent('/sale/enter/spring-letter', { host: 'shop.example' }),
  ],
  [
    'A guest without, who spells the path his own way',
    viewerRequestEvent('//s%61le/./shoes', { host: 'shop.example' }),
  ],
  ['A form that was filled in', eventFromJson(documented.viewerRequestWithBody())],
  [
    'A form that a robot filled in',
    viewerRequestEvent('/contact', { body: 'name=Ada&url=http%3A%2F%2Fspam.example' }),
  ],
  [
    'A form too long for CloudFront, which cuts it',
    viewerRequestEvent('/contact', { body: `name=${'a'.repeat(50_000)}` }),
  ],
  ['A path that is no percent-encoding', viewerRequestEvent('/shoes/%zz?q=%')],
  [
    'A miss on the loud home page',
    originRequestEvent('/', { headers: { 'x-ledge-home': 'loud' } }),
  ],
  [
    'A picture for a phone, which was to come from the web server',
    eventFromJson(documented.originRequestCustom({ uri: '/images/shoes/17.jpg' })),
  ],
  [
    'A call of the API, which was to come from the bucket',
    eventFromJson(documented.originRequestS3({ uri: '/api/stock/17', querystring: '' })),
  ],
  ['A page like any other', eventFromJson(documented.originRequestCustom())],
  [
    'A page that is not there',
    eventFromJson(documented.originResponse({ status: '404', statusDescription: 'Not Found' })),
  ],
  ['A failure of the bucket, in chunks', eventFromJson(documented.originResponseChunked500())],
  [
    'A script with its hash in its name',
    originResponseEvent('/assets/app.5e0f.js', { headers: { 'content-type': 'text/javascript' } }),
  ],
  ['A page from the cache, with two Set-Cookie lines', eventFromJson(documented.viewerResponse())],
  [
    'The home page on its way to somebody new',
    viewerResponseEvent('/', {
      headers: { server: 'shop', 'x-powered-by': 'PHP/8.4' },
      request: { headers: { 'x-ledge-home': 'calm' } },
    }),
  ],
]
