import { BlockList, isIP, isIPv4 } from 'node:net'
import fc from 'fast-check'
import { type IpAllowOptions, ipAllow } from 'ledge/recipes/ip-allow'
import { type RunOutcome, run, viewerRequestEvent } from 'ledge/testing'
import 'ledge/testing/vitest'
import { describe, expect, test } from 'vitest'

const ask = (
  clientIp: string,
  options: IpAllowOptions,
  path = '/',
): Promise<RunOutcome<'viewer-request'>> =>
  run(ipAllow(options), viewerRequestEvent(path, { clientIp }))

async function gets(clientIp: string, options: IpAllowOptions): Promise<boolean> {
  const outcome = await ask(clientIp, options)
  if (outcome.kind === 'passed') expect(outcome).toPassThrough()
  else expect(outcome).toReplyWith(403)
  return outcome.kind === 'passed'
}

describe('an address', () => {
  test.each<[ip: string, block: string, inside: boolean]>([
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.8', '203.0.113.7', false],
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.7', '203.0.113.0/24', false],
    ['203.0.113.7', '203.0.113.6/31', true],
    ['203.0.113.8', '203.0.113.6/31', false],
    ['255.255.255.255', '0.0.0.0/0', true],
    ['2001:db8::17', '0.0.0.0/0', false],
    ['203.0.113.7', '::/0', false],
    ['2001:db8::17', '::/0', true],
    ['2001:db8::17', '2001:db8::/32', true],
    ['2001:db9::17', '2001:db8::/32', false],
    ['2001:DB8:0:0:0:0:0:17', '2001:db8::17', true],
    ['2001:db8::', '2001:0db8::/127', true],
    ['::1', '::1/128', true],
    ['1::', '1:0:0::/48', true],
    // One address, written as IPv4 and as IPv6.
    ['::ffff:203.0.113.7', '203.0.113.0/24', true],
    ['203.0.113.7', '::ffff:203.0.113.0/120', true],
    ['::ffff:cb00:7107', '203.0.113.7', true],
    ['64:ff9b::203.0.113.7', '64:ff9b::/96', true],
    ['64:ff9b::203.0.113.7', '203.0.113.0/24', false],
  ])('%s in %s: %s', async (ip, block, inside) => {
    expect(await gets(ip, { allow: [block] })).toBe(inside)
    expect(await gets(ip, { deny: [block] })).toBe(!inside)
  })

  test('denied is out, even if allowed', async () => {
    const options = { allow: ['203.0.113.0/24', '2001:db8::/32'], deny: ['203.0.113.7'] }
    expect(await gets('203.0.113.6', options)).toBe(true)
    expect(await gets('203.0.113.7', options)).toBe(false)
    expect(await gets('2001:db8::7', options)).toBe(true)
    expect(await gets('198.51.100.7', options)).toBe(false)
  })

  test.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.7.1',
    '203.0.113.256',
    '203.0.113.07',
    '0x7f.0.0.1',
    '203.0.113.7 ',
    '203.0.113.7/24',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    '::1%eth0',
    '::1.2.3',
    '1.2.3.4::',
    '::ffff:1.2.3.4:5',
  ])('%j is none, and nobody gets in by it', async (ip) => {
    expect(isIP(ip) === 0 || ip.includes('%')).toBe(true)
    expect(await gets(ip, { allow: ['0.0.0.0/0', '::/0'] })).toBe(false)
    expect(await gets(ip, { deny: ['198.51.100.7'] })).toBe(false)
  })

  test('is judged as node:net judges it', async () => {
    const ip = fc.oneof(
      fc
        .tuple(fc.constantFrom('203.0.113', '203.0.112', '10.0.0'), fc.nat(255))
        .map((p) => p.join('.')),
      fc.ipV4(),
      fc.ipV6(),
      fc
        .tuple(fc.constantFrom('2001:db8', '2001:db8:1', 'fe80'), fc.nat(65535))
        .map(([start, end]) => `${start}::${end.toString(16)}`),
    )
    const block = fc.tuple(ip, fc.nat(128)).map(([ip, bits]) => ({
      ip,
      bits: isIPv4(ip) ? bits % 33 : bits,
    }))
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 4 }), ip, async (blocks, ip) => {
        fc.pre(!/^[0:]+:ffff:/i.test(ip))
        // One list each, since node:net finds IPv4 in ::/0: here nobody means it by that.
        const oracle = { v4: new BlockList(), v6: new BlockList() }
        const allow: string[] = []
        for (const { ip, bits } of blocks) {
          const start = networkOf(ip, bits)
          allow.push(`${start}/${bits}`)
          if (isIPv4(ip)) oracle.v4.addSubnet(start, bits, 'ipv4')
          else oracle.v6.addSubnet(start, bits, 'ipv6')
        }
        const expected = isIPv4(ip) ? oracle.v4.check(ip, 'ipv4') : oracle.v6.check(ip, 'ipv6')
        expect(await gets(ip, { allow })).toBe(expected)
      }),
      { numRuns: 300 },
    )
  })

  test('is found among ten thousand blocks', async () => {
    const allow = Array.from({ length: 10_000 }, (_, i) => `10.${i >> 8}.${i & 255}.0/24`)
    const recipe = ipAllow({ allow })
    const event = (clientIp: string) => viewerRequestEvent('/', { clientIp })
    expect(await run(recipe, event('10.39.15.9'))).toPassThrough()
    expect(await run(recipe, event('10.39.16.9'))).toReplyWith(403)
  })
})

describe('who is not let in', () => {
  test('is told no more than that', async () => {
    const outcome = await ask('198.51.100.7', { allow: ['203.0.113.0/24'] })
    expect(outcome.body).toBe('Forbidden')
    expect(outcome).toHaveHeader('cache-control', 'no-store')
  })

  test('cannot say to be someone else', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.7', 'true-client-ip': '203.0.113.7' }
    const event = viewerRequestEvent('/', { clientIp: '198.51.100.7', headers })
    expect(await run(ipAllow({ allow: ['203.0.113.7'] }), event)).toReplyWith(403)
  })

  test('is sent elsewhere, where that is said', async () => {
    const options = { deny: ['198.51.100.7'], redirect: '/sorry?why=ip' }
    expect(await ask('198.51.100.7', options)).toRedirectTo('/sorry?why=ip', 302)
    expect(await ask('198.51.100.7', options, '/sorry?why=ip')).toPassThrough()
    for (const path of ['/sorry/', '//sorry', '/%73orry', '/SORRY', '/sorry/../admin']) {
      expect(await ask('198.51.100.7', options, path)).toReplyWith(302)
    }
    const away = { deny: ['198.51.100.7'], redirect: 'https://sorry.example/' }
    expect(await ask('198.51.100.7', away)).toRedirectTo('https://sorry.example/', 302)
  })
})

test.each<[options: unknown, message: RegExp]>([
  [undefined, /an object of options, got undefined/],
  [{}, /allow or deny, got an object with no keys/],
  [{ allow: '203.0.113.7' }, /allow to be a list of addresses and CIDR blocks, got "203.0.113.7"/],
  [{ allow: [''] }, /an address, or a block with zeros behind its length, got ""/],
  [{ allow: [7] }, /an address, .*got 7/],
  [{ allow: ['203.0.113.7/24'] }, /a block with zeros behind its length, got "203.0.113.7\/24"/],
  [{ allow: ['2001:db8::1/32'] }, /zeros behind its length/],
  [{ deny: ['203.0.113.0/33'] }, /got "203.0.113.0\/33"/],
  [{ deny: ['2001:db8::/129'] }, /got "2001:db8::\/129"/],
  [{ deny: ['203.0.113.0/'] }, /got "203.0.113.0\/"/],
  [{ deny: ['203.0.113.0/-1'] }, /got "203.0.113.0\/-1"/],
  [{ deny: ['203.0.113.0/24/8'] }, /got "203.0.113.0\/24\/8"/],
  [{ deny: ['203.0.113.*'] }, /got "203.0.113.\*"/],
  [{ deny: [], redirect: '//evil.example' }, /redirect to be a path or an https URL/],
  [{ deny: [], redirect: '/a/../closed' }, /redirect to be a path or an https URL/],
  [{ block: ['203.0.113.7'] }, /an option among allow, deny, redirect, got "block"/],
])('%o is refused where the app is built', (options, message) => {
  const build = () => ipAllow(options as IpAllowOptions)
  expect(build).toThrow(message)
  expect(build).toThrow(/^ipAllow: expected /)
  expect(build).toThrow(expect.objectContaining({ code: 'bad-option' }))
})

/** The first address of the block that the address is in, bit by bit. */
function networkOf(ip: string, bits: number): string {
  const v4 = isIPv4(ip)
  const groups = v4 ? ip.split('.').map(Number) : expand(ip)
  const width = v4 ? 8 : 16
  const masked = groups.map((group, i) => {
    const kept = Math.min(Math.max(bits - i * width, 0), width)
    return group & ~(2 ** (width - kept) - 1)
  })
  return v4 ? masked.join('.') : masked.map((group) => group.toString(16)).join(':')
}

function expand(ip: string): number[] {
  const { hostname } = new URL(`http://[${ip}]`)
  const [front = '', back = ''] = hostname.slice(1, -1).split('::')
  const read = (part: string) =>
    part === '' ? [] : part.split(':').map((g) => Number.parseInt(g, 16))
  const [a, b] = [read(front), read(back)]
  return [...a, ...Array<number>(8 - a.length - b.length).fill(0), ...b]
}
