// The points that only a running system can prove. Each throws when it finds a difference.
import { randomUUID } from 'node:crypto';
import { CloudWatchClient, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { submittedEventDetailType, submittedEventSource } from '#domain/limits.generated.ts';
import { redrive } from '#tools/deploy/redrive.ts';
import { fieldsOf, listOf, parseJson } from '#tools/lib/json.ts';
import { type ContractRequest, contractRequests, findMismatch } from './contract.ts';
import type { Target } from './target.ts';

/** The part of a response that must be the same on AWS and locally. */
export interface RecordedResponse {
  readonly request: string;
  readonly status: number;
  readonly contentType: string;
  readonly cacheControl: string;
  /** The names of the body's members, and the code of a problem document. */
  readonly members: readonly string[];
  readonly code?: string;
}

export interface Point {
  readonly name: string;
  readonly run: (target: Target, record: (response: RecordedResponse) => void) => Promise<void>;
}

const pollMillis = 1_000;
const waitMillisMax = 300_000;

export const points: readonly Point[] = [
  { name: 'every operation responds as the contract states', run: checkContract },
  { name: 'a submission with quotes and backslashes in its IDs completes', run: checkHostileIds },
  { name: 'a client cannot choose the request ID of a problem document', run: checkRequestId },
  { name: 'the page sends no header that names S3 or KMS', run: checkPageHeaders },
  { name: 'an alarm that is forced goes into ALARM', run: checkAlarm },
  { name: 'a redrive publishes a dead letter again', run: checkRedrive },
];

/** These change the environment, so a person tries them. */
export const pointsByHand: readonly string[] = [
  'Stop a running execution with enable_kms = true: its event must arrive in the failure queue.',
  'Set the reserved concurrency of one function to 0 and call it: 503 with Retry-After, and the access log names the response type.',
  'Change lookup_throttle and bulk_lookup_throttle and deploy: the new limits apply.',
  'Add a client with read access and deploy: with its key, GET /client returns 200, and PUT returns 403 with the code read-only-key.',
  'Rotate the key of one client while two clients send requests: neither gets a 403 until the older key is deleted.',
  'Send GET with a body to the page (403 from CloudFront) and to the API.',
  'Deploy as an administrator with SSO and state in S3, then from GitHub; a plan right after shows no changes.',
];

async function checkContract(target: Target, record: (response: RecordedResponse) => void): Promise<void> {
  for (const request of contractRequests(`VERIFY-${randomUUID()}`)) {
    const { method = 'GET', operation, status } = request;
    const response = await send(target, request);
    const body = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const name = `${method} ${operation} ${status}`;
    const problem =
      response.status === status ? findMismatch(operation, status, type, body) : `returned ${response.status}`;
    if (problem) throw new Error(`${name} ${request.path.slice(0, 80)}: ${problem}.`);
    record(toRecord(name, response, fieldsOf(parseJson(body))));
  }
}

function toRecord(request: string, response: Response, body: Readonly<Record<string, unknown>>): RecordedResponse {
  const header = (name: string) => response.headers.get(name) ?? '';
  return {
    request,
    status: response.status,
    contentType: header('content-type'),
    cacheControl: header('cache-control'),
    members: Object.keys(body).sort(),
    ...(typeof body['code'] === 'string' && { code: body['code'] }),
  };
}

const hostile = 'a"b\\c';

/** Returns the ID of the completed submission. */
async function completeSubmission(target: Target, ids: readonly string[]): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ ids });
  const response = await send(target, { path: '/submissions', method: 'POST', headers, body });
  const submissionId = String(fieldsOf(await response.json())['submissionId']);
  if (response.status !== 202) throw new Error(`The submission returned ${response.status}.`);
  const submission = await poll(async () => {
    const current = fieldsOf(await (await send(target, { path: `/submissions/${submissionId}` })).json());
    return current['status'] === 'received' ? undefined : current;
  });
  const outcomes = listOf(submission['results']).map((result) => fieldsOf(result)['outcome']);
  if (submission['status'] !== 'completed' || outcomes.join() !== 'invalid,added') {
    throw new Error(`The submission ended as ${submission['status']} with the outcomes ${outcomes.join(', ')}.`);
  }
  return submissionId;
}

async function checkHostileIds(target: Target): Promise<void> {
  await completeSubmission(target, [hostile, `VERIFY-${randomUUID()}`]);
}

async function checkRequestId(target: Target): Promise<void> {
  const chosen = 'chosen-by-the-client';
  const headers = { 'x-amzn-requestid': chosen };
  const response = await send(target, { path: '/customer-ids/a', headers });
  const { requestId } = fieldsOf(await response.json());
  if (!requestId || requestId === chosen) throw new Error(`The problem document has the request ID ${requestId}.`);
}

async function checkPageHeaders({ siteUrl }: Target): Promise<void> {
  const response = await fetch(siteUrl);
  const named = [...response.headers.keys()].filter((name) => /^x-amz-(?!cf-)|^server$/.test(name));
  if (response.status !== 200 || named.length > 0) throw new Error(`${response.status} with ${named.join(', ')}.`);
}

async function checkAlarm({ client, busName }: Target): Promise<void> {
  const cloudWatch = new CloudWatchClient(client);
  const AlarmName = `${busName}-submissions-failed`;
  const StateReason = 'make verify';
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }));
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
  if (MetricAlarms[0]?.StateValue !== 'ALARM') throw new Error(`${AlarmName} is ${MetricAlarms[0]?.StateValue}.`);
}

async function checkRedrive(target: Target): Promise<void> {
  const { client, deadLetterQueueUrl, busName } = target;
  const sqs = new SQSClient(client);
  const submissionId = await completeSubmission(target, [hostile, `VERIFY-${randomUUID()}`]);
  // A repeated event changes nothing.
  const event = {
    source: submittedEventSource,
    'detail-type': submittedEventDetailType,
    detail: { submissionId },
  };
  await sqs.send(new SendMessageCommand({ QueueUrl: deadLetterQueueUrl, MessageBody: JSON.stringify(event) }));
  const lines: string[] = [];
  const events = new EventBridgeClient(client);
  const print = (line: string) => lines.push(line);
  await poll(async () => {
    await redrive({ sqs, events, queueUrls: [deadLetterQueueUrl], busName, print });
    return lines.find((line) => line.includes(`submission ${submissionId} was published`));
  });
}

const send = (
  { siteUrl, apiKey }: Target,
  { path, method = 'GET', headers, body }: Omit<ContractRequest, 'operation' | 'status'>,
): Promise<Response> =>
  fetch(`${siteUrl}/api${path}`, {
    method,
    headers: { 'x-api-key': apiKey, ...headers },
    ...(body !== undefined && { body }),
  });

async function poll<Value>(read: () => Promise<Value | undefined>): Promise<Value> {
  const deadlineMillis = Date.now() + waitMillisMax;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadlineMillis) throw new Error(`Not finished after ${waitMillisMax / 1000} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
}
