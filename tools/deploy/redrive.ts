// Puts the messages of the dead-letter and failure queues back on the bus, each as the event it began as,
// and deletes a message only when its event was accepted. The same code for AWS and for the local AWS.
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
import { initialise, outputsOf, textOutput } from './terraform-commands.ts';

export interface RedriveOptions {
  readonly sqs: SQSClient;
  readonly events: EventBridgeClient;
  readonly queueUrls: readonly string[];
  readonly busName: string;
  readonly print: (line: string) => void;
}

export interface RedriveCounts {
  readonly redriven: number;
  readonly kept: number;
}

type BeginningEvent = Pick<PutEventsRequestEntry, 'Source' | 'DetailType' | 'Detail'>;

/** As many as PutEvents takes, and as ReceiveMessage gives. */
const batchSize = 10;
/** What could not be put back is not seen again at once, yet soon enough for a person who has mended the cause. */
const hiddenSeconds = 60;
const statusChange = 'Step Functions Execution Status Change';

/** Ends when no message is left that was there at the start: what fails anew stays for the next time. */
export async function redrive(options: RedriveOptions): Promise<RedriveCounts> {
  const startedAtMillis = Date.now();
  let redriven = 0;
  let kept = 0;
  for (const queueUrl of options.queueUrls) {
    for (;;) {
      const messages = await receive(options, queueUrl);
      if (messages.length === 0) break;
      const old = messages.filter(({ Attributes }) => Number(Attributes?.SentTimestamp) <= startedAtMillis);
      const accepted = await putBack(options, queueUrl, old);
      redriven += accepted;
      kept += old.length - accepted;
    }
  }
  return { redriven, kept };
}

async function receive({ sqs }: RedriveOptions, QueueUrl: string): Promise<readonly Message[]> {
  const answer = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: batchSize,
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return answer.Messages ?? [];
}

/** Answers with how many of the messages were accepted by the bus, and are deleted. */
async function putBack(options: RedriveOptions, queueUrl: string, messages: readonly Message[]): Promise<number> {
  const { sqs, events, busName, print } = options;
  const queueName = queueUrl.slice(queueUrl.lastIndexOf('/') + 1);
  const readable = messages.flatMap((message) => {
    const event = beginningOf(message.Body ?? '');
    if (!event) print(`${queueName}: message ${message.MessageId} is kept: it tells of no event of ours.`);
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
      print(`${queueName}: submission ${submissionOf(event)} is back on ${busName} as event ${EventId}.`);
    } else {
      print(`${queueName}: submission ${submissionOf(event)} is kept: the bus says ${ErrorCode}: ${ErrorMessage}`);
    }
  }
  return accepted;
}

/** A dead letter is the event itself; an execution that failed tells in its input what it was to do. */
export function beginningOf(body: string): BeginningEvent | undefined {
  const envelope = parse(body);
  const { source: Source, 'detail-type': DetailType } = envelope;
  const detail = fieldsOf(envelope['detail']);
  if (DetailType === statusChange) {
    const input = detail['input'];
    return typeof input === 'string' && 'submissionId' in parse(input) ? { ...submitted(), Detail: input } : undefined;
  }
  if (typeof Source !== 'string' || typeof DetailType !== 'string' || Source.startsWith('aws.')) return undefined;
  return { Source, DetailType, Detail: JSON.stringify(detail) };
}

/** What a submission's event is called stands in its schema, and nowhere else. */
function submitted(): { readonly Source: string; readonly DetailType: string } {
  const schema = parse(readFileSync(join(rootFolder, 'statemachine/customer-ids-submitted.schema.json'), 'utf8'));
  const properties = fieldsOf(schema['properties']);
  const constantOf = (name: string): string => String(fieldsOf(properties[name])['const']);
  return { Source: constantOf('source'), DetailType: constantOf('detail-type') };
}

const submissionOf = ({ Detail }: BeginningEvent): string => String(parse(Detail ?? '')['submissionId']);

const parse = (text: string): Fields => fieldsOf(parseJson(text));

/** The queues and the bus of the local AWS, which must be running. */
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

/** Those of a deployed stack, as Terraform's outputs name them. */
function deployedOptions(name: string): Omit<RedriveOptions, 'print'> {
  const environment = openEnvironment(name);
  initialise(environment);
  const outputs = outputsOf(environment);
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
  const { redriven, kept } = await redrive({ ...options, print });
  print(`${redriven} put back, ${kept} kept.`);
  if (kept > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) runCommand(() => main(process.env['ENV'] ?? 'local'));
