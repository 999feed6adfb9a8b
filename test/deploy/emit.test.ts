import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deployFormats, emit, type Manifest } from '../../src/build/index.js'
import { manifestOf, shop } from './manifest.js'
import { awsProvider, run, tool, written } from './tools.js'

const fileOf = (files: ReturnType<typeof emit>, path: string): string => {
  const found = files.find((file) => file.path === path)
  expect(files.map((file) => file.path)).toContain(path)
  return found?.content ?? ''
}

describe.each(deployFormats)('%s', (format) => {
  test('is the same for the same manifest, and other for other code', () => {
    expect(emit(format, shop())).toEqual(emit(format, shop()))
    expect(emit(format, shop({ seed: 'b' }))).not.toEqual(emit(format, shop()))
  })

  test('stays in a folder of its own', () => {
    expect(emit(format, shop()).filter(({ path }) => !path.startsWith(`${format}/`))).toEqual([])
  })

  test('says what CloudFront needs of the one who deploys, for these functions alone', () => {
    const policy: { Statement: { Sid: string; Action: string[]; Resource: string[] }[] } =
      JSON.parse(fileOf(emit(format, shop()), `${format}/deployer-policy.json`))
    const allowed = policy.Statement.flatMap(({ Action }) => Action)
    expect(allowed).toEqual(
      expect.arrayContaining([
        'lambda:GetFunction',
        'lambda:EnableReplication*',
        'lambda:DisableReplication*',
        'iam:CreateServiceLinkedRole',
        'iam:PassRole',
        'cloudfront:UpdateDistribution',
        'cloudfront:CreateInvalidation',
      ]),
    )
    const attach = policy.Statement.find(({ Sid }) => Sid === 'AttachTheirVersions')
    expect(attach?.Resource).toContain('arn:aws:lambda:us-east-1:*:function:*-viewer-response:*')
    // A managed policy has at most 6,144 characters, blanks not counted.
    expect(JSON.stringify(policy).length).toBeLessThan(6_144)
  })

  test('says that deleting a function fails while CloudFront has replicas', () => {
    const main = format === 'terraform' ? 'main.tf' : 'template.yaml'
    const text = fileOf(emit(format, shop()), `${format}/${main}`).replaceAll('\n#', '')
    expect(text).toContain('hours after the last association, and until then deleting')
  })

  test('tells of a policy with more in it than an account may have', () => {
    const headers = Array.from({ length: 11 }, (_, i) => `X-${i}`)
    const manifest = manifestOf({ triggers: { 'origin-request': { cacheKey: { headers } } } })
    const text = emit(format, manifest).map(({ content }) => content)
    expect(text.join()).toContain('# 11 headers: a policy has 10, unless AWS raised your quota.')
  })

  test('goes back to the code of a build before', () => {
    const before = shop({ seed: 'b' })
    const manifest: Manifest = { ...shop(), versions: [shop().versions[0]!, before.versions[0]!] }
    expect(emit(format, manifest, { back: 1 })).toEqual(emit(format, before))
    expect(emit(format, manifest, { back: 0 })).toEqual(emit(format, shop()))
  })

  test('goes back to a build with fewer functions', () => {
    const { versions } = manifestOf()
    const manifest: Manifest = { ...shop(), versions: [shop().versions[0]!, versions[0]!] }
    const text = JSON.stringify(emit(format, manifest, { back: 1 }))
    expect(text).toContain('-viewer-request')
    expect(text).not.toContain('-viewer-response')
  })

  test('does not go back to what is not remembered or no more there', () => {
    expect(() => emit(format, shop(), { back: 1 })).toThrow(
      'There is no build to go back to: expected 0 to 0 builds, got 1.',
    )
    const manifest: Manifest = { ...manifestOf(), versions: [{}, shop().versions[0]!] }
    expect(() => emit(format, manifest, { back: 1 })).toThrow(
      'The function origin-response of that build is no more. Build its source again.',
    )
  })
})

describe('the Terraform module', () => {
  const files = emit('terraform', shop({ memory: 256 }))
  const main = fileOf(files, 'terraform/main.tf')

  test('asks for a provider that knows the runtime', () => {
    expect(fileOf(files, 'terraform/versions.tf')).toContain('version = ">= 6.0"')
    const older = emit('terraform', shop({ runtime: 'nodejs22.x' }))
    expect(fileOf(older, 'terraform/versions.tf')).toContain('version = ">= 5.80"')
  })

  test('publishes what was built, in us-east-1 only, and keeps it', () => {
    const [resource] = /resource "aws_lambda_function" "viewer_request" \{.*?\n\}/s.exec(main)!
    expect(resource).toContain(
      `filename         = "\${path.module}/../viewer-request/a0abcdef01234567.zip"`,
    )
    expect(resource).toContain('memory_size      = 256')
    expect(resource).toContain('runtime          = "nodejs24.x"')
    expect(resource).toContain('publish      = true')
    expect(resource).toContain('skip_destroy = true')
    expect(resource).toContain('condition     = data.aws_region.current.id == "us-east-1"')
  })

  test('lets both services take on the role, which may write logs in every region', () => {
    expect(main).toContain('["lambda.amazonaws.com", "edgelambda.amazonaws.com"]')
    expect(main).toContain(
      `arn:aws:logs:*:\${data.aws_caller_identity.current.account_id}:log-group:/aws/lambda/us-east-1.\${var.name}-*`,
    )
  })

  test('gives each behavior its associations and its policies', () => {
    const [behavior] = /^ {4}"\*" = \{.*?^ {4}\}/ms.exec(fileOf(files, 'terraform/outputs.tf'))!
    expect(behavior).toContain(
      'cache_policy_id          = aws_cloudfront_cache_policy.images_jpg_cache_policy.id',
    )
    expect(behavior.match(/event_type.*\n.*\n.*/g)?.map((text) => text.split(/ *\n */))).toEqual([
      [
        'event_type   = "viewer-request"',
        'lambda_arn   = aws_lambda_function.viewer_request.qualified_arn',
        'include_body = true',
      ],
      [
        'event_type   = "origin-request"',
        'lambda_arn   = aws_lambda_function.origin_request.qualified_arn',
        'include_body = false',
      ],
      [
        'event_type   = "origin-response"',
        'lambda_arn   = aws_lambda_function.origin_response.qualified_arn',
        'include_body = false',
      ],
      [
        'event_type   = "viewer-response"',
        'lambda_arn   = aws_lambda_function.viewer_response.qualified_arn',
        'include_body = false',
      ],
    ])
  })

  test('writes names so that they are no template of its own', () => {
    const manifest = manifestOf({
      triggers: { 'origin-request': { cacheKey: { query: [`\${var.name}`, '%{ if }', '"'] } } },
    })
    expect(fileOf(emit('terraform', manifest), 'terraform/main.tf')).toContain(
      `items = ["\\"", "$\${var.name}", "%%{ if }"]`,
    )
  })
})

// The names that a tool could take for something of its own.
const oddNames: Parameters<typeof manifestOf>[0] = {
  behaviors: [
    { path: '/404', origin: 'site' },
    { path: '/~$x/*&y', origin: 'api', originRequest: { query: ['a: b', "'", '#'] } },
    { path: '*', origin: 'site' },
  ],
  triggers: {
    'viewer-request': { body: true },
    'origin-request': { cacheKey: { headers: ['X-A'], query: [`\${x}`, '"', '*'] } },
    'viewer-response': { forward: { cookies: ['a'] } },
  },
}
const odd = manifestOf(oddNames)

describe('the tools take it', () => {
  const lint = tool('cfn-lint')
  test.skipIf(!lint.isHere)(
    `${lint.title}: the templates, and the policies of the one who deploys`,
    () => {
      const files = [shop(), manifestOf(), odd].flatMap((manifest, i) =>
        deployFormats.flatMap((format) =>
          emit(format, manifest).map(({ path, content }) => ({
            path: `${i}/${path}`,
            content: path.endsWith('.json') ? asTemplate(content) : content,
          })),
        ),
      )
      const templates = files.map(({ path }) => path).filter((path) => /\.(yaml|json)$/.test(path))
      expect(templates).toHaveLength(21)
      // W3002 says that the stack within is for `aws cloudformation package`, as the template does.
      const args = ['--ignore-checks', 'W3002', '--', ...templates]
      expect(run('cfn-lint', args, written(files))).toEqual({ ok: true, said: '' })
    },
    60_000,
  )

  const sam = tool('sam')
  test.skipIf(!sam.isHere)(`${sam.title}: the templates are valid`, () => {
    const folder = written(emit('sam', shop()))
    for (const name of ['template.yaml', 'example-distribution.yaml']) {
      const args = ['validate', '--region', 'us-east-1', '--template-file', `sam/${name}`]
      expect(run('sam', args, folder)).toMatchObject({ ok: true })
    }
  })

  const terraform = tool('terraform')
  test.skipIf(!terraform.isHere)(`${terraform.title}: there is nothing to format`, () => {
    for (const manifest of [shop(), manifestOf(), odd]) {
      const folder = written(emit('terraform', manifest))
      expect(run('terraform', ['fmt', '-check', '-diff', '-recursive', '.'], folder)).toMatchObject(
        {
          ok: true,
        },
      )
    }
  })

  // Version 5 knows no nodejs24.x.
  const provider = awsProvider()
  const runtime = (provider?.major ?? 6) < 6 ? 'nodejs22.x' : 'nodejs24.x'
  const which = provider
    ? `with version ${provider.major} of the AWS provider, as ${runtime}`
    : '(skipped: no AWS provider on this machine, see LEDGE_TERRAFORM_PLUGINS)'
  test.skipIf(!terraform.isHere || !provider)(
    `${terraform.title}: the module and the example are valid ${which}`,
    () => {
      const manifest = manifestOf({ ...oddNames, runtime })
      const folder = join(written(emit('terraform', manifest)), 'terraform/example')
      const init = ['init', '-backend=false', '-input=false', `-plugin-dir=${provider?.folder}`]
      expect(run('terraform', init, folder)).toMatchObject({ ok: true })
      const { said } = run('terraform', ['validate', '-no-color'], folder)
      expect(said).toMatch(/^Success! The configuration is valid\.\s*$/)
    },
    120_000,
  )
})

/** A policy as a template that makes it. */
function asTemplate(policy: string): string {
  const PolicyDocument: unknown = JSON.parse(policy)
  const Deployer = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } }
  return JSON.stringify({ Resources: { Deployer } })
}
