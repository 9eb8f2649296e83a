import { type Rehearsal, rehearsed } from '#tools/rehearse/rehearsal.ts';
import { type PlannedResource, readPlan } from '#tools/review/plan.ts';

/** The last plan of the copy, with secrets masked. */
export async function lastPlan(rehearsal: Rehearsal): Promise<readonly PlannedResource[]> {
  const { output } = await rehearsal.run('terraform', '-chdir=infra', 'show', '-json', `plans/${rehearsed}.tfplan`);
  return readPlan(JSON.parse(output));
}

/** The addresses of the resources in the state. */
export async function listState(rehearsal: Rehearsal): Promise<readonly string[]> {
  const { output } = await rehearsal.run('terraform', '-chdir=infra', 'state', 'list');
  return output.split('\n').filter((address) => address && !/(^|\.)data\./.test(address));
}

interface Listing {
  readonly service: string;
  readonly path?: string;
  readonly target?: string;
  readonly form?: string;
}

/** One listing for each kind of resource that stores data, costs money or grants access. */
const listings: readonly Listing[] = [
  { service: 'apigateway', path: '/restapis' },
  { service: 'apigateway', path: '/usageplans' },
  { service: 'apigateway', path: '/apikeys' },
  { service: 'cloudfront', path: '/2020-05-31/distribution' },
  { service: 'dynamodb', target: 'DynamoDB_20120810.ListTables' },
  { service: 'events', target: 'AWSEvents.ListEventBuses' },
  { service: 'events', target: 'AWSEvents.ListArchives' },
  { service: 'iam', form: 'Action=ListRoles&Version=2010-05-08' },
  { service: 'lambda', path: '/2015-03-31/functions/' },
  { service: 'logs', target: 'Logs_20140328.DescribeLogGroups' },
  { service: 'monitoring', form: 'Action=DescribeAlarms&Version=2010-08-01' },
  { service: 's3', path: '/' },
  { service: 'sns', form: 'Action=ListTopics&Version=2010-03-31' },
  { service: 'sqs', target: 'AmazonSQS.ListQueues' },
  { service: 'states', target: 'AWSStepFunctions.ListStateMachines' },
];

/** The listings that contain our resources; distributions are recognized by their XML. */
export async function findResources({ awsUrl }: Rehearsal): Promise<readonly Listing[]> {
  const bodies = await Promise.all(listings.map((listing) => fetchListing(awsUrl, listing)));
  return listings.filter((_, index) => /customer[-_]id|<DistributionSummary>/.test(bodies[index] ?? ''));
}

export const allListings = listings;

async function fetchListing(awsUrl: string, { service, path = '/', target, form }: Listing): Promise<string> {
  const scope = `rehearsal/20260101/eu-west-1/${service}/aws4_request`;
  const response = await fetch(`${awsUrl}${path}`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      ...(target && { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' }),
      ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...((target || form) && { method: 'POST', body: form ?? '{}' }),
  });
  if (!response.ok) throw new Error(`${service} ${path} ${target ?? form ?? ''} returned ${response.status}.`);
  return response.text();
}
