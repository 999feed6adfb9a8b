import type { Plan } from './plan.js'
import type { ExampleForm } from './stack-example.js'
import type { TemplateForm } from './stack-template.js'
import { quoted } from './text.js'

/** The two templates of one tool, as far as they are its own. */
export interface StackForm {
  readonly template: TemplateForm
  readonly example: ExampleForm
}

/** CloudFormation itself: the zips are brought to a bucket before. */
export function cloudFormation(plan: Plan): StackForm {
  return {
    template: {
      head: [
        ...firstLines('cloudformation'),
        '  aws s3 cp .. s3://BUCKET/ledge/ --recursive --exclude "*" --include "*.zip"',
        '  aws cloudformation deploy --region us-east-1 --stack-name NAME \\',
        '    --template-file template.yaml --capabilities CAPABILITY_IAM \\',
        '    --parameter-overrides CodeBucket=BUCKET',
        '',
        ...lastLines(plan),
      ],
      opening: `\nParameters:\n${codeParameters('  ')}`,
      functionType: 'AWS::Lambda::Function',
      code: ({ zip }) =>
        `Code:\n  S3Bucket: !Ref CodeBucket\n  S3Key: !Sub ${quoted(`\${CodePrefix}${zip}`)}`,
    },
    example: {
      head: [
        ...exampleLines,
        '  aws s3 cp .. s3://BUCKET/ledge/ --recursive --exclude "*" --include "*.zip"',
        '  aws cloudformation package --region us-east-1 --s3-bucket BUCKET \\',
        '    --template-file example-distribution.yaml --output-template-file packaged.yaml',
        '  aws cloudformation deploy --region us-east-1 --stack-name NAME \\',
        '    --template-file packaged.yaml --capabilities CAPABILITY_IAM \\',
        '    --parameter-overrides CodeBucket=BUCKET',
        ...nestedLines(plan),
      ],
      opening: '',
      parameters: codeParameters(''),
      edge: `Edge:
  Type: AWS::CloudFormation::Stack
  Properties:
    TemplateURL: template.yaml
    Parameters:
      CodeBucket: !Ref CodeBucket
      CodePrefix: !Ref CodePrefix`,
    },
  }
}

/** SAM: `sam deploy` uploads the zips from where the build left them. */
export function sam(plan: Plan): StackForm {
  return {
    template: {
      head: [
        ...firstLines('sam'),
        '  sam deploy --region us-east-1 --stack-name NAME --resolve-s3 \\',
        '    --template-file template.yaml --capabilities CAPABILITY_IAM',
        '',
        'Without `sam build`: the zips are ready, and building them again would give others.',
        ...lastLines(plan),
      ],
      opening: transform,
      functionType: 'AWS::Serverless::Function',
      code: ({ zip }) => `CodeUri: ${quoted(`../${zip}`)}`,
    },
    example: {
      head: [
        ...exampleLines,
        '  sam deploy --region us-east-1 --stack-name NAME --resolve-s3 \\',
        '    --template-file example-distribution.yaml \\',
        '    --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND',
        ...nestedLines(plan),
      ],
      opening: `${transform}\n`,
      parameters: '',
      edge: `Edge:
  Type: AWS::Serverless::Application
  Properties:
    Location: template.yaml`,
    },
  }
}

const transform = 'Transform: AWS::Serverless-2016-10-31'

function codeParameters(margin: string): string {
  return [
    'CodeBucket:',
    '  Type: String',
    '  Description: The bucket in us-east-1 that holds the zips',
    'CodePrefix:',
    '  Type: String',
    '  Default: ledge/',
    '  Description: What stands before their names there',
  ]
    .map((line) => margin + line)
    .join('\n')
}

function firstLines(format: string): string[] {
  return [
    'Functions at the edge, for a distribution that is there or that of example-distribution.yaml.',
    `Written by \`ledge build --emit ${format}\`: change the app and its config, not this file.`,
    '',
  ]
}

function lastLines(plan: Plan): string[] {
  return [
    `NAME begins the names of the functions: at most ${longestName(plan)} characters. The outputs are what to paste`,
    'into the distribution: for each behavior its associations and the ids of its policies.',
  ]
}

const exampleLines = [
  'A whole distribution with the functions of template.yaml. It is an example: take from it what',
  'yours lacks. One that is there already only needs the outputs of template.yaml.',
  '',
]

/** The stack within has a name of its own, with a random part. */
function nestedLines(plan: Plan): string[] {
  const most = longestName(plan) - '-Edge-ABCDEFGHIJKLM'.length
  return ['', `NAME begins the names of the functions: at most ${most} characters.`]
}

/** So that no name of a function has more than 64 characters. */
function longestName({ functions }: Plan): number {
  return 64 - 1 - Math.max(0, ...functions.map(({ dashed }) => dashed.length))
}
