// make redrive: publishes the original event of each message in the dead-letter and failure queues, and deletes the
// message once the bus accepted the event. The same code runs against AWS and the local AWS.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Fields, fieldsOf, parseJson } from '#tools/lib/json.ts';
import { openLocalAws, requireRunning } from '#tools/lib/local-aws.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { runCommand } from '#tools/lib/user-error.ts';
import { openEnvironment } from './environment.ts';
import { initialise, readOutputs, textOutput } from './terraform-commands.ts';

export interface RedriveOptions {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly queueUrls: readonly string[];
  readonly busName: string;
  readonly print: (line: string) => void;
}

export interface RedriveCounts {
  readonly redriven: number;
  readonly failed: number;
}

type OriginalEvent = Pick<PutEventsRequestEntry, 'Source' | 'DetailType' | 'Detail'>;

/** The maximum of both PutEvents and ReceiveMessage. */
const batchSize = 10;
/** How long a failed message stays invisible: longer than this run, short enough for the next. */
const visibilityTimeoutSeconds = 60;
const statusChange = 'Step Functions Execution Status Change';

/** Handles the messages sent before it started; events that fail again wait for the next run. */
export async function redrive(options: RedriveOptions): Promise<RedriveCounts> {
  const startedAtMillis = Date.now();
  let redriven = 0;
  let failed = 0;
  for (const queueUrl of options.queueUrls) {
    for (;;) {
      const messages = await receive(options, queueUrl);
      if (messages.length === 0) break;
      const old = messages.filter(({ Attributes }) => Number(Attributes?.SentTimestamp) <= startedAtMillis);
      const accepted = await publish(options, queueUrl, old);
      redriven += accepted;
      failed += old.length - accepted;
    }
  }
  return { redriven, failed };
}

async function receive({ sqs }: RedriveOptions, QueueUrl: string): Promise<readonly Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: batchSize,
      VisibilityTimeout: visibilityTimeoutSeconds,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages;
}

/** Returns how many events the bus accepted; their messages are deleted. */
async function publish(options: RedriveOptions, queueUrl: string, messages: readonly Message[]): Promise<number> {
  const { sqs, events, busName, print } = options;
  const queueName = queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
  const readable = messages.flatMap((message) => {
    const event = toOriginalEvent(message.Body ?? '');
    if (!event)
      print(`${queueName}: message ${message.MessageId} stays in the queue: it contains no event of this system.`);
    return event ? [{ message, event }] : [];
  });
  if (readable.length === 0) return 0;
  const Entries = readable.map(({ event }) => ({ ...event, EventBusName: busName }));
  const { Entries: results = [] } = await events.send(new PutEventsCommand({ Entries }));
  let accepted = 0;
  for (const [index, { message, event }] of readable.entries()) {
    const { EventId, ErrorCode, ErrorMessage } = results[index] ?? {};
    if (EventId) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
      accepted += 1;
      print(`${queueName}: submission ${readSubmissionId(event)} was published to ${busName} as event ${EventId}.`);
    } else {
      print(`${queueName}: submission ${readSubmissionId(event)} stays in the queue: ${ErrorCode}: ${ErrorMessage}`);
    }
  }
  return accepted;
}

/**
 * A dead letter is the event itself, or Lambda's record of a failed asynchronous invocation, which contains it. The status
 * event of an execution contains the original detail as the input of the execution.
 */
export function toOriginalEvent(body: string): OriginalEvent | undefined {
  const message = parse(body);
  const envelope = 'requestPayload' in message ? fieldsOf(message['requestPayload']) : message;
  const { source: Source, 'detail-type': DetailType } = envelope;
  const detail = fieldsOf(envelope['detail']);
  if (DetailType === statusChange) {
    const input = detail['input'];
    return typeof input === 'string' && 'submissionId' in parse(input)
      ? { ...readEventType(), Detail: input }
      : undefined;
  }
  if (typeof Source !== 'string' || typeof DetailType !== 'string' || Source.startsWith('aws.')) return undefined;
  return { Source, DetailType, Detail: JSON.stringify(detail) };
}

/** The event's schema is the only place that defines its source and type. */
function readEventType(): { readonly Source: string; readonly DetailType: string } {
  const schema = parse(readFileSync(join(rootFolder, 'statemachine/customer-ids-submitted.schema.json'), 'utf8'));
  const properties = fieldsOf(schema['properties']);
  const readConst = (name: string): string => String(fieldsOf(properties[name])['const']);
  return { Source: readConst('source'), DetailType: readConst('detail-type') };
}

const readSubmissionId = ({ Detail }: OriginalEvent): string => String(parse(Detail ?? '')['submissionId']);

const parse = (text: string): Fields => fieldsOf(parseJson(text));

async function localOptions(): Promise<Omit<RedriveOptions, 'print'>> {
  const { stack, client } = openLocalAws(process.env);
  const sqs = new SQSClient(client);
  const names = stack.ofType('aws_sqs_queue').map((queue) => queue.text('name'));
  const urls = await Promise.all(names.map((QueueName) => sqs.send(new GetQueueUrlCommand({ QueueName }))));
  return {
    sqs,
    events: new EventBridgeClient(client),
    queueUrls: urls.map(({ QueueUrl = '' }) => QueueUrl),
    busName: stack.only('aws_cloudwatch_event_bus').text('name'),
  };
}

/** The queues and bus in the Terraform outputs. */
function deployedOptions(name: string): Omit<RedriveOptions, 'print'> {
  const environment = openEnvironment(name);
  initialise(environment);
  const outputs = readOutputs(environment);
  const config = { region: textOutput(outputs, 'aws_region') };
  return {
    sqs: new SQSClient(config),
    events: new EventBridgeClient(config),
    queueUrls: [textOutput(outputs, 'dead_letter_queue_url'), textOutput(outputs, 'failure_queue_url')],
    busName: textOutput(outputs, 'event_bus_name'),
  };
}

async function main(environment: string): Promise<void> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const options = environment === 'local' ? await requireRunning(localOptions()) : deployedOptions(environment);
  const { redriven, failed } = await redrive({ ...options, print });
  print(`${redriven} redriven, ${failed} failed.`);
  if (failed > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) runCommand(() => main(process.env['ENV'] ?? 'local'));
