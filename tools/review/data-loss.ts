// Finds planned changes that lose data for good.
import { blockOf, type Fields } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';

/** The data or access lost with a resource, by type. */
export const lossByType: Readonly<Record<string, string>> = {
  aws_dynamodb_table: 'every item in it',
  aws_s3_bucket: 'every object in it',
  aws_kms_key: 'all data encrypted with it',
  aws_cloudwatch_log_group: 'every event in it',
  aws_cloudwatch_event_archive: 'every archived event',
  aws_sqs_queue: 'every message in it',
  aws_api_gateway_api_key: 'the access of its client',
  aws_api_gateway_rest_api: 'its URL',
  aws_cloudfront_distribution: 'its domain name',
};

export function dataLoss({ address, type, action, before, after }: PlannedResource): readonly string[] {
  const loss = lossByType[type];
  if (loss && (action === 'destroy' || action === 'replace')) {
    return [`${wholeCode(address)} is ${action === 'replace' ? 'replaced' : 'destroyed'}: ${loss} is lost.`];
  }
  if (!before || !after || action !== 'change') return [];
  return protections
    .filter(({ isWeaker }) => isWeaker(before, after))
    .map(({ message }) => `${wholeCode(address)} ${message}.`);
}

interface Protection {
  readonly message: string;
  readonly isWeaker: (before: Fields, after: Fields) => boolean;
}

const turnedOff =
  (isOn: (values: Fields) => boolean): Protection['isWeaker'] =>
  (before, after) =>
    isOn(before) && !isOn(after);

const shortened =
  (attribute: string, unlimited?: number): Protection['isWeaker'] =>
  (before, after) => {
    const length = (value: unknown) => (value === unlimited ? Number.POSITIVE_INFINITY : Number(value));
    return length(after[attribute]) < length(before[attribute]);
  };

const protections: readonly Protection[] = [
  {
    message: 'loses its deletion protection',
    isWeaker: turnedOff((values) => values['deletion_protection_enabled'] === true),
  },
  {
    message: 'loses its point-in-time recovery',
    isWeaker: turnedOff((values) => blockOf(values['point_in_time_recovery'])['enabled'] === true),
  },
  {
    message: 'no longer keeps old versions',
    isWeaker: turnedOff((values) => blockOf(values['versioning_configuration'])['status'] === 'Enabled'),
  },
  {
    message: 'gets a shorter retention, and older log events are deleted',
    isWeaker: shortened('retention_in_days', 0),
  },
  {
    message: 'gets a shorter retention, and older archived events are deleted',
    isWeaker: shortened('retention_days', 0),
  },
  { message: 'gets a shorter message retention', isWeaker: shortened('message_retention_seconds') },
];
