import { type AwsCall, AwsError, type AwsOperation } from '#local/aws/service.ts';
import type { EventEntry, PublishEvent } from './event.ts';
import type { EventBus } from './rule.ts';

const entriesMax = 10;
/** Stricter than AWS (1 MB per request): our events are far smaller, so a larger one is a bug. */
const entryBytesMax = 64 * 1024;

interface PutEventsOptions {
  readonly account: string;
  readonly region: string;
  readonly buses: readonly EventBus[];
  readonly publish: PublishEvent;
  readonly log: (line: string) => void;
}

type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

type Fields = Readonly<Record<string, unknown>>;

export function putEvents(options: PutEventsOptions): AwsOperation {
  return {
    requiredPermission: (call) => {
      const entries = readEntries(call);
      return {
        action: 'events:PutEvents',
        resources: [...new Set(entries.map((entry) => toBusArn(options, entry)))],
        context: {
          'events:source': listTexts(entries, 'Source'),
          'events:detail-type': listTexts(entries, 'DetailType'),
        },
      };
    },
    run: async (call) => {
      const results = await Promise.all(readEntries(call).map((entry) => put(options, entry)));
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  };
}

/** An invalid entry does not fail the other entries. */
async function put(options: PutEventsOptions, fields: Fields): Promise<Result> {
  const entry = parseEntry(fields);
  if ('ErrorCode' in entry) return entry;
  try {
    const { id } = await options.publish(readBusName(fields), entry);
    return { EventId: id };
  } catch (cause) {
    // Pattern matching recurses as deep as the detail is nested.
    if (cause instanceof RangeError) return failure('MalformedDetail', 'Detail is malformed: it is nested too deeply.');
    options.log(`eventbridge: accepting an event failed: ${String(cause)}`);
    return failure('InternalFailure', 'The event could not be accepted.');
  }
}

function parseEntry(fields: Fields): EventEntry | Extract<Result, { ErrorCode: string }> {
  const { Source: source, DetailType: detailType, Detail: detail, Time: time, Resources: resources = [] } = fields;
  if (!isText(source))
    return failure('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.');
  if (!isText(detailType))
    return failure('InvalidArgument', 'Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  if (!isText(detail))
    return failure('InvalidArgument', 'Parameter Detail is not valid. Reason: Detail is a required argument.');
  if (source.startsWith('aws.')) return failure('NotAuthorizedForSourceException', 'Not authorized for the source.');
  if (!isObjectText(detail)) return failure('MalformedDetail', 'Detail is malformed.');
  if (!isListOfText(resources))
    return failure('InvalidArgument', 'Parameter Resources is not valid. Reason: Resources is not a list of strings.');
  if (totalBytes(source, detailType, detail, ...resources) > entryBytesMax) {
    return failure(
      'InvalidArgument',
      `Total size of the entry exceeds ${entryBytesMax} bytes, the limit of the local EventBridge.`,
    );
  }
  // The SDK sends times in epoch seconds.
  const at = typeof time === 'number' ? new Date(time * 1000) : new Date();
  return { source, detailType, detail, resources, time: at };
}

const failure = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

function readEntries({ input }: AwsCall): readonly Fields[] {
  const entries = input['Entries'];
  if (!Array.isArray(entries) || entries.length < 1 || entries.length > entriesMax || !entries.every(isFields)) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${entriesMax}.`,
    );
  }
  return entries;
}

/** EventBusName may be a name or an ARN. Events for an unknown bus are accepted and discarded, as on AWS. */
function readBusName({ EventBusName: name }: Fields): string {
  return isText(name) ? name.slice(name.lastIndexOf('/') + 1) : 'default';
}

function toBusArn({ buses, account, region }: PutEventsOptions, fields: Fields): string {
  const name = readBusName(fields);
  return buses.find((bus) => bus.name === name)?.arn ?? `arn:aws:events:${region}:${account}:event-bus/${name}`;
}

function isObjectText(text: string): boolean {
  try {
    return isFields(JSON.parse(text));
  } catch {
    return false;
  }
}

const listTexts = (entries: readonly Fields[], name: string): readonly string[] =>
  entries.map((entry) => entry[name]).filter(isText);
const totalBytes = (...texts: readonly string[]): number =>
  texts.reduce((size, text) => size + Buffer.byteLength(text), 0);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isListOfText = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
