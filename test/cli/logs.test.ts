import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { call } from './call.js'

const id = 'E2QWRUHAPOMQZL'
const folder = mkdtempSync(join(tmpdir(), 'ledge-aws-'))
afterAll(() => rmSync(folder, { recursive: true }))

// In the place of the AWS CLI: an account with two regions that the functions ran in, and one that
// knows nothing of them. It writes down how it is called.
writeFileSync(
  join(folder, 'aws'),
  `#!/bin/sh
printf '%s|' "$@" >> ${folder}/calls
echo >> ${folder}/calls
region=none
previous=
for one in "$@"; do
  [ "$previous" = --region ] && region=$one
  [ "$previous" = --log-group-name-prefix ] && prefix=$one
  previous=$one
done
case "$1 $2" in
'cloudfront get-distribution-config')
  printf 'arn:aws:lambda:us-east-1:111122223333:function:shop-viewer-request:7\\tarn:aws:lambda:us-east-1:111122223333:function:shop-origin-request:3\\n' ;;
'ec2 describe-regions') printf 'eu-west-1\\tus-east-1\\tsa-east-1\\n' ;;
'logs describe-log-groups')
  case "$region $prefix" in
  sa-east-1*) ;;
  *LambdaEdge/) printf '/aws/cloudfront/LambdaEdge/E00OTHER\\t/aws/cloudfront/LambdaEdge/${id}\\n' ;;
  *) printf '/aws/lambda/us-east-1.other\\t/aws/lambda/us-east-1.shop-viewer-request\\n' ;;
  esac ;;
'logs start-query') echo "query-in-$region" ;;
'logs get-query-results')
  case "$*" in
  *status*) echo Complete ;;
  *) printf '2026-03-03 10:00:00.000\\ta line of %s\\n' "$region" ;;
  esac ;;
esac
`,
)
chmodSync(join(folder, 'aws'), 0o755)

/** What a shell makes of the printed command, and how it called the AWS CLI. */
async function paste(...args: string[]): Promise<{ stdout: string; calls: string[][] }> {
  const { stdout: script } = await call('.', ['logs', '-d', id, ...args])
  writeFileSync(join(folder, 'calls'), '')
  const { stdout, stderr, status } = spawnSync('sh', ['-eu'], {
    input: script,
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n')
  return { stdout, calls: calls.map((line) => line.split('|').slice(0, -1)) }
}

const queries = (calls: string[][]): string[][] => calls.filter((call) => call[1] === 'start-query')

/** What stands behind an option, up to the next. */
function values(call: readonly string[], option: string): string[] {
  const rest = call.slice(call.indexOf(option) + 1)
  const end = rest.findIndex((one) => one.startsWith('--'))
  return end < 0 ? rest : rest.slice(0, end)
}

describe('the command that ledge logs prints', () => {
  test('asks every region that has log groups of the distribution and of its functions', async () => {
    const { stdout, calls } = await paste()
    expect(stdout).toBe(
      '== eu-west-1\n2026-03-03 10:00:00.000\ta line of eu-west-1\n== us-east-1\n2026-03-03 10:00:00.000\ta line of us-east-1\n',
    )
    expect(queries(calls).map((call) => values(call, '--log-group-names'))).toEqual([
      [`/aws/cloudfront/LambdaEdge/${id}`, '/aws/lambda/us-east-1.shop-viewer-request'],
      [`/aws/cloudfront/LambdaEdge/${id}`, '/aws/lambda/us-east-1.shop-viewer-request'],
    ])
  })

  test('looks back as far as --since says', async () => {
    const { calls } = await paste('--since', '2d')
    const [query = []] = queries(calls)
    const [start] = values(query, '--start-time').map(Number)
    const [end] = values(query, '--end-time').map(Number)
    expect(end! - start!).toBe(2 * 86_400)
  })

  test('takes one request by --request-id', async () => {
    const { calls } = await paste('--request-id', 'bGVk+Z2U/=_-')
    expect(values(queries(calls)[0]!, '--query-string')).toEqual([
      'fields @timestamp, @message ',
      ' filter @message like "bGVk+Z2U/=_-" ',
      ' sort @timestamp desc ',
      ' limit 200',
    ])
  })

  test('asks for the functions that --function names, and not the distribution', async () => {
    const { calls } = await paste('--function', 'other,more')
    expect(calls.filter(([service]) => service === 'cloudfront')).toEqual([])
    expect(values(queries(calls)[0]!, '--log-group-names')).toEqual([
      `/aws/cloudfront/LambdaEdge/${id}`,
      '/aws/lambda/us-east-1.other',
    ])
  })
})

test('the script alone is on stdout, what to do with it on stderr', async () => {
  const { stdout, stderr } = await call('.', ['logs', '-d', id])
  expect(stdout).toMatch(/^sh <<'LOGS'\n.*\nLOGS\n$/s)
  expect(stderr).toContain('logs:StartQuery')
  const quiet = await call('.', ['logs', '-d', id, '-q'])
  expect(quiet).toEqual({ code: 0, stdout, stderr: '' })
})

test('--json has the query and the script', async () => {
  const { stdout } = await call('.', ['logs', '-d', id, '--json', '--since', '30m'])
  expect(JSON.parse(stdout)).toMatchObject({
    distribution: id,
    functions: [],
    since: 1800,
    query: 'fields @timestamp, @message | sort @timestamp desc | limit 200',
    script: expect.stringContaining(`distribution='${id}'`),
  })
})
