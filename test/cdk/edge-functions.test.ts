import { join } from 'node:path'
import { App, Stack } from 'aws-cdk-lib'
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions'
import { Distribution } from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include'
import { beforeAll, describe, expect, test } from 'vitest'
import { build, emit, loadConfig, type Manifest } from '../../src/build/index.js'
import { EdgeFunctions } from '../../src/cdk/index.js'
import { project } from '../build/project.js'
import { manifestOf, shop } from '../deploy/manifest.js'
import { written } from '../deploy/tools.js'

const edge = `import { ledge, withNeeds } from 'ledge'
export const app = ledge()
app.viewerRequest('/forms/*name', withNeeds({ body: true }, (ctx, next) => next()))
app.originRequest(withNeeds({ cacheKey: { headers: ['Accept-Language'] } }, (ctx, next) => next()))
app.viewerResponse((ctx, next) => next())
`

const config = `export default {
  origins: { site: { kind: 'http', url: 'http://127.0.0.1:3000' } },
  behaviors: [
    { path: '/forms/*', origin: 'site', cache: 'CachingDisabled', originRequest: 'AllViewer' },
    { path: '/raw/*', origin: 'site', triggers: [] },
    { path: '*', origin: 'site' },
  ],
  functions: { 'origin-request': { memory: 512, timeout: 20 } },
}
`

let folder: string
let manifest: Manifest

beforeAll(async () => {
  const root = project({ 'edge.ts': edge, 'ledge.config.ts': config })
  ;({ outDir: folder, manifest } = await build({ config: await loadConfig(root) }))
})

/** A CDK app that holds its templates against CloudFormation's own schemas, and throws. */
function checkingApp(): App {
  return new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } })
}

/** A site whose distribution has the functions, in a stack of a region. */
function siteIn(region: string, build = folder): { app: App; stack: Stack; edge: EdgeFunctions } {
  const app = checkingApp()
  const stack = new Stack(app, 'Site', { env: { account: '111122223333', region } })
  const edge = new EdgeFunctions(stack, 'Edge', { build })
  const origin = new HttpOrigin('www.example.com')
  new Distribution(stack, 'Distribution', {
    defaultBehavior: { origin, ...edge.behavior('*') },
    additionalBehaviors: {
      '/forms/*': { origin, ...edge.behavior('/forms/*') },
      '/raw/*': { origin, ...edge.behavior('/raw/*') },
    },
  })
  return { app, stack, edge }
}

const versionsIn = (template: Template): string[] =>
  Object.keys(template.findResources('AWS::Lambda::Version'))

describe('EdgeFunctions', () => {
  test('gives the distribution a version of each function, the body where it is asked for', () => {
    const template = Template.fromStack(siteIn('us-east-1').stack)
    const [viewerRequest, originRequest, viewerResponse] = [
      'ViewerRequest',
      'OriginRequest',
      'ViewerResponse',
    ].map((name) => {
      const id = versionsIn(template).find((version) => version.includes(name))
      return { Ref: id }
    })
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          LambdaFunctionAssociations: [
            { EventType: 'origin-request', IncludeBody: false, LambdaFunctionARN: originRequest },
            { EventType: 'viewer-response', IncludeBody: false, LambdaFunctionARN: viewerResponse },
          ],
        },
        CacheBehaviors: [
          {
            PathPattern: '/forms/*',
            LambdaFunctionAssociations: [
              { EventType: 'viewer-request', IncludeBody: true, LambdaFunctionARN: viewerRequest },
              { EventType: 'origin-request', IncludeBody: false, LambdaFunctionARN: originRequest },
              {
                EventType: 'viewer-response',
                IncludeBody: false,
                LambdaFunctionARN: viewerResponse,
              },
            ],
          },
          { PathPattern: '/raw/*', LambdaFunctionAssociations: [] },
        ],
      },
    })
  })

  test('makes the functions as the manifest has them, and retains them with their role', () => {
    const template = Template.fromStack(siteIn('us-east-1').stack)
    const retained = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }
    template.hasResource('AWS::Lambda::Function', {
      ...retained,
      Properties: {
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Architectures: ['x86_64'],
        MemorySize: 512,
        Timeout: 20,
        Description: 'origin-request of ./edge.ts',
      },
    })
    const { sha256 } = manifest.functions['origin-request']!
    const CodeSha256 = Buffer.from(sha256, 'hex').toString('base64')
    template.hasResource('AWS::Lambda::Version', { ...retained, Properties: { CodeSha256 } })
    template.hasResource('AWS::IAM::Role', retained)
  })

  test('lets both services take on the role', () => {
    const roles = Template.fromStack(siteIn('us-east-1').stack).findResources('AWS::IAM::Role')
    for (const { Properties } of Object.values(roles)) {
      const trusted = JSON.stringify(Properties.AssumeRolePolicyDocument)
      expect(trusted).toContain('"lambda.amazonaws.com"')
      expect(trusted).toContain('"edgelambda.amazonaws.com"')
      expect(JSON.stringify(Properties.ManagedPolicyArns)).toContain('AWSLambdaBasicExecutionRole')
    }
  })

  test('gives each behavior the policies that carry what is needed', () => {
    const template = Template.fromStack(siteIn('us-east-1').stack)
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        MinTTL: 0,
        DefaultTTL: 86_400,
        ParametersInCacheKeyAndForwardedToOrigin: {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
          CookiesConfig: { CookieBehavior: 'none' },
        },
      },
    })
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          CachePolicyId: { Ref: Match.stringLikeRegexp('DefaultCachePolicy') },
        },
        CacheBehaviors: [
          {
            CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
            OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
          },
          { CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6' },
        ],
      },
    })
  })

  test('publishes nothing for the same code, and the functions whose code is other', async () => {
    const before = versionsIn(Template.fromStack(siteIn('us-east-1').stack))
    expect(versionsIn(Template.fromStack(siteIn('us-east-1').stack))).toEqual(before)
    const root = project({
      'edge.ts': `${edge}app.viewerResponse((ctx, next) => { console.log('new'); return next() })\n`,
      'ledge.config.ts': config,
    })
    const { outDir } = await build({ config: await loadConfig(root) })
    const after = versionsIn(Template.fromStack(siteIn('us-east-1', outDir).stack))
    const other = after.filter((id) => !before.includes(id))
    expect(other).toEqual([expect.stringContaining('ViewerResponse')])
  })

  test('says which behaviors there are', () => {
    const { edge } = siteIn('us-east-1')
    expect(edge.edgeLambdas('*')).toHaveLength(2)
    expect(() => edge.edgeLambdas('/form/*')).toThrow(
      'EdgeFunctions: expected one of the behaviors /forms/*, /raw/*, *, got "/form/*". Did you mean \'/forms/*\'?',
    )
  })

  test('is refused a folder without a build', () => {
    expect(() => siteIn('us-east-1', 'nowhere')).toThrow(
      'EdgeFunctions: expected build to be a folder with a ledge.manifest.json, got "nowhere". Run `ledge build` before.',
    )
  })
})

describe('in a stack of another region', () => {
  test('the functions are in a stack of us-east-1, which is deployed before', () => {
    const { app, stack } = siteIn('eu-central-1')
    const [functions] = app.node.children.filter((child) => child !== stack)
    expect(functions).toBeInstanceOf(Stack)
    expect((functions as Stack).region).toBe('us-east-1')
    expect(stack.dependencies).toEqual([functions])
    const template = Template.fromStack(functions as Stack)
    template.resourceCountIs('AWS::Lambda::Function', 3)
    template.resourceCountIs('AWS::Lambda::Version', 3)
    template.hasResource('AWS::Lambda::Function', { DeletionPolicy: 'RetainExceptOnCreate' })
  })

  test('the distribution reads the ARN anew whenever there is another version', () => {
    const { app, stack } = siteIn('eu-central-1')
    const functions = app.node.children.find((child) => child !== stack) as Stack
    const versions = versionsIn(Template.fromStack(functions))
    const site = Template.fromStack(stack)
    const readers = site.findResources('Custom::CrossRegionStringParameterReader')
    const tokens = Object.values(readers).map(({ Properties }) => Properties.RefreshToken)
    expect(tokens.sort()).toEqual(versions.sort())
    site.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          LambdaFunctionAssociations: Match.arrayWith([
            {
              EventType: 'origin-request',
              IncludeBody: false,
              LambdaFunctionARN: {
                'Fn::GetAtt': [Match.stringLikeRegexp('EdgeOriginRequest'), 'FunctionArn'],
              },
            },
          ]),
        },
      },
    })
  })

  test('two sets of functions do not get in the way of each other', () => {
    const { stack } = siteIn('eu-central-1')
    new EdgeFunctions(stack, 'Other', { build: folder })
    Template.fromStack(stack).resourceCountIs('Custom::CrossRegionStringParameterReader', 6)
  })

  test('the stack must say which', () => {
    const stack = new Stack(checkingApp(), 'Site')
    expect(() => new EdgeFunctions(stack, 'Edge', { build: folder })).toThrow(
      'stacks which use EdgeFunctions must have an explicitly set region',
    )
  })
})

test('a policy with more in it than an account may have is told', () => {
  const headers = Array.from({ length: 11 }, (_, i) => `X-${i}`)
  const manifest = manifestOf({ triggers: { 'origin-request': { forward: { headers } } } })
  const zips = Object.values(manifest.functions).map(({ zip }) => ({ path: zip, content: 'zip' }))
  const text = JSON.stringify(manifest)
  const build = written([{ path: 'ledge.manifest.json', content: text }, ...zips])
  const stack = new Stack(checkingApp(), 'Site', { env: { region: 'us-east-1' } })
  new EdgeFunctions(stack, 'Edge', { build })
  Annotations.fromStack(stack).hasWarning(
    '/Site/Edge/DefaultOriginRequestPolicy',
    Match.stringLikeRegexp('11 headers: a policy has 10, unless AWS raised your quota.'),
  )
})

test('what CloudFormation would refuse is refused here', () => {
  const [template] = emit('cloudformation', shop())
  const content = template!.content.replace('MemorySize: 128', 'MemorySiz: 128')
  const folder = written([{ path: 'template.yaml', content }])
  const stack = new Stack(checkingApp(), 'Read')
  new CfnInclude(stack, 'Edge', { templateFile: join(folder, 'template.yaml') })
  expect(() => Template.fromStack(stack)).toThrow(/MemorySiz/)
})

// CDK reads a template as CloudFormation does, and makes a resource of a class of its own of each.
describe.each(['cloudformation', 'sam'] as const)('the template for %s', (format) => {
  const made = shop({ memory: 256 })
  const files = written(emit(format, made))
  const stack = new Stack(checkingApp(), 'Read')
  const templateFile = join(files, format, 'template.yaml')
  new CfnInclude(stack, 'Edge', { templateFile })
  const template = Template.fromStack(stack)
  const outputs = Object.keys(template.toJSON().Outputs)
  const isSam = format === 'sam'
  const functionType = isSam ? 'AWS::Serverless::Function' : 'AWS::Lambda::Function'
  const retained = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }
  const versionOf = (trigger: string): string => {
    const found = Object.entries(template.findResources('AWS::Lambda::Version'))
    return found.find(([, { Properties }]) => Properties.FunctionName.Ref === trigger)![0]
  }

  test('is for us-east-1 only', () => {
    expect(template.toJSON().Rules).toMatchObject({
      OnlyInUsEast1: {
        Assertions: [
          {
            Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
            AssertDescription: expect.stringContaining('us-east-1 only'),
          },
        ],
      },
    })
  })

  test('has each function as the manifest has it, retained', () => {
    template.resourceCountIs(functionType, 4)
    template.hasResource(functionType, {
      ...retained,
      Properties: {
        FunctionName: { 'Fn::Sub': `\${AWS::StackName}-viewer-request` },
        Handler: 'index.handler',
        Runtime: 'nodejs24.x',
        Architectures: ['x86_64'],
        MemorySize: 256,
        Timeout: 5,
        Role: { 'Fn::GetAtt': 'EdgeRole.Arn' },
        ...(isSam
          ? { CodeUri: '../viewer-request/a0abcdef01234567.zip' }
          : {
              Code: {
                S3Bucket: { Ref: 'CodeBucket' },
                S3Key: { 'Fn::Sub': `\${CodePrefix}viewer-request/a0abcdef01234567.zip` },
              },
            }),
      },
    })
  })

  test('has a version of each under a name with the hash of its code, retained', () => {
    expect(versionOf('ViewerRequest')).toContain('a0abcdef01234567')
    expect(versionOf('OriginRequest')).toContain('a1abcdef01234567')
    template.allResources('AWS::Lambda::Version', {
      ...retained,
      Properties: { CodeSha256: Match.stringLikeRegexp('^[\\w+/]{43}=$') },
    })
  })

  test('has a role for both services, which may write logs in every region, and stays', () => {
    template.hasResource('AWS::IAM::Role', {
      ...retained,
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
            },
          ],
        },
        Policies: [
          {
            PolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
                  Resource: {
                    'Fn::Sub': `arn:aws:logs:*:\${AWS::AccountId}:log-group:/aws/lambda/us-east-1.\${AWS::StackName}-*`,
                  },
                },
              ],
            },
          },
        ],
      },
    })
  })

  test('has the policies that the behaviors need', () => {
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: {
        MinTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: true,
          EnableAcceptEncodingBrotli: true,
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
          CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['variant'] },
          QueryStringsConfig: { QueryStringBehavior: 'none' },
        },
      },
    })
    template.hasResourceProperties('AWS::CloudFront::OriginRequestPolicy', {
      OriginRequestPolicyConfig: {
        HeadersConfig: { HeaderBehavior: 'none' },
        CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['wide'] },
      },
    })
  })

  test('gives out what is to be pasted into a distribution, behavior by behavior', () => {
    const { Outputs } = template.toJSON()
    expect(Outputs.ViewerRequestArn.Value).toEqual({ Ref: versionOf('ViewerRequest') })
    expect(Outputs.ApiCachePolicyId.Value).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad')
    expect(Outputs.ApiOriginRequestPolicyId.Value).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac')
    expect(Outputs.DefaultCachePolicyId.Value).toEqual({ Ref: 'ImagesJpgCachePolicy' })
    const arn = (id: string): string => `\${${versionOf(id)}}`
    expect(JSON.parse(Outputs.DefaultAssociations.Value['Fn::Sub'])).toEqual({
      Quantity: 4,
      Items: [
        {
          EventType: 'viewer-request',
          LambdaFunctionARN: arn('ViewerRequest'),
          IncludeBody: true,
        },
        {
          EventType: 'origin-request',
          LambdaFunctionARN: arn('OriginRequest'),
          IncludeBody: false,
        },
        {
          EventType: 'origin-response',
          LambdaFunctionARN: arn('OriginResponse'),
          IncludeBody: false,
        },
        {
          EventType: 'viewer-response',
          LambdaFunctionARN: arn('ViewerResponse'),
          IncludeBody: false,
        },
      ],
    })
  })

  test('is part of the example, whose distribution takes what it gives out', () => {
    const stack = new Stack(checkingApp(), 'Example')
    new CfnInclude(stack, 'Example', {
      templateFile: join(files, format, 'example-distribution.yaml'),
      ...(!isSam && { loadNestedStacks: { Edge: { templateFile } } }),
    })
    const template = Template.fromStack(stack)
    const given = (name: string): object => ({ 'Fn::GetAtt': `Edge.Outputs.${name}` })
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        DefaultCacheBehavior: {
          TargetOriginId: 'site',
          CachePolicyId: given('DefaultCachePolicyId'),
          LambdaFunctionAssociations: Match.arrayWith([
            {
              EventType: 'viewer-request',
              LambdaFunctionARN: given('ViewerRequestArn'),
              IncludeBody: true,
            },
          ]),
        },
        CacheBehaviors: [
          { PathPattern: '/api/*', TargetOriginId: 'api' },
          { PathPattern: '/images/*.jpg', TargetOriginId: 'site' },
        ],
      },
    })
    const taken = JSON.stringify(template.toJSON()).match(/(?<=Outputs\.)\w+/g)!
    expect(taken.filter((name) => !outputs.includes(name))).toEqual([])
  })
})
