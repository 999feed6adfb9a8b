import { quoted } from './shell.js'

/** Which log lines somebody looks for. */
export interface LogsQuestion {
  readonly distribution: string
  /** Names of Lambda functions. Where there is none, the distribution says which it has. */
  readonly functions: readonly string[]
  /** How far back, in seconds. */
  readonly since: number
  /** CloudFront's id of one request. */
  readonly requestId: string | undefined
}

/** The query of CloudWatch Logs Insights: the newest lines first. */
export function insightsQuery({ requestId }: LogsQuestion): string {
  const only = requestId === undefined ? '' : ` | filter @message like "${requestId}"`
  return `fields @timestamp, @message${only} | sort @timestamp desc | limit 200`
}

/**
 * A shell script that asks every region for the log lines of functions and for what CloudFront had
 * against their results. A function logs in the region nearest the viewer, as
 * `/aws/lambda/us-east-1.<name>` in all of them, and CloudFront's verdicts are there, too.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-logs.html
 */
export function logsScript(question: LogsQuestion): string {
  const { distribution, functions, since } = question
  return `sh <<'LOGS'
distribution=${quoted(distribution)}
query=${quoted(insightsQuery(question))}
now=$(date +%s)
functions=${functions.length > 0 ? quoted(functions.join(' ')) : associated}
wanted="/aws/cloudfront/LambdaEdge/$distribution"
for name in $functions; do
  wanted="$wanted
/aws/lambda/us-east-1.$name"
done
for region in $(aws ec2 describe-regions --query 'Regions[].RegionName' --output text); do
  groups=$(for prefix in /aws/cloudfront/LambdaEdge/ /aws/lambda/us-east-1.; do
    aws logs describe-log-groups --region "$region" --log-group-name-prefix "$prefix" \\
      --query 'logGroups[].logGroupName' --output text
  done | tr '\\t' '\\n' | grep -Fx "$wanted")
  [ -n "$groups" ] || continue
  id=$(aws logs start-query --region "$region" --log-group-names $groups \\
    --start-time $((now - ${since})) --end-time "$now" \\
    --query-string "$query" --query queryId --output text) || continue
  while :; do
    case $(aws logs get-query-results --region "$region" --query-id "$id" \\
      --query status --output text) in
      Scheduled | Running) sleep 1 ;;
      *) break ;;
    esac
  done
  echo "== $region"
  aws logs get-query-results --region "$region" --query-id "$id" \\
    --query 'results[*].[[?field==\`"@timestamp"\`].value | [0], [?field==\`"@message"\`].value | [0]]' \\
    --output text
done
LOGS
`
}

/** The names of the functions in all behaviors of the distribution, from the ARNs of their versions. */
const associated = `$(aws cloudfront get-distribution-config --id "$distribution" \\
  --query 'DistributionConfig.[DefaultCacheBehavior, CacheBehaviors.Items][].LambdaFunctionAssociations.Items[].LambdaFunctionARN' \\
  --output text | tr '\\t' '\\n' | cut -d: -f7 | sort -u)`
