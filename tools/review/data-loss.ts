// What a plan would lose for good.
import { blockOf, type Fields } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';

/** What goes with a resource of each type that holds something, or that others know by its address. */
export const heldBy: Readonly<Record<string, string>> = {
  aws_dynamodb_table: 'every item in it',
  aws_s3_bucket: 'every object in it',
  aws_kms_key: 'all that only this key can decrypt',
  aws_cloudwatch_log_group: 'the log in it',
  aws_cloudwatch_event_archive: 'the events it keeps for a replay',
  aws_sqs_queue: 'the messages waiting in it',
  aws_api_gateway_api_key: 'the access of everybody who holds it',
  aws_api_gateway_rest_api: 'the address by which clients call it directly',
  aws_cloudfront_distribution: 'the address by which people know the page',
};

export function dataLoss({ address, type, action, before, after }: PlannedResource): readonly string[] {
  const held = heldBy[type];
  if (held && (action === 'destroy' || action === 'replace')) {
    return [`${wholeCode(address)} is ${action === 'replace' ? 'replaced' : 'destroyed'}: ${held} is lost.`];
  }
  if (!before || !after || action !== 'change') return [];
  return protections
    .filter(({ isLower }) => isLower(before, after))
    .map(({ lost }) => `${wholeCode(address)} ${lost}.`);
}

interface Protection {
  readonly lost: string;
  readonly isLower: (before: Fields, after: Fields) => boolean;
}

const turnedOff =
  (isOn: (values: Fields) => boolean): Protection['isLower'] =>
  (before, after) =>
    isOn(before) && !isOn(after);

const shortened =
  (attribute: string, forEver?: number): Protection['isLower'] =>
  (before, after) => {
    const length = (value: unknown) => (value === forEver ? Number.POSITIVE_INFINITY : Number(value));
    return length(after[attribute]) < length(before[attribute]);
  };

const protections: readonly Protection[] = [
  {
    lost: 'may be deleted from now on',
    isLower: turnedOff((values) => values['deletion_protection_enabled'] === true),
  },
  {
    lost: 'is no longer backed up from moment to moment',
    isLower: turnedOff((values) => blockOf(values['point_in_time_recovery'])['enabled'] === true),
  },
  {
    lost: 'keeps no older versions from now on',
    isLower: turnedOff((values) => blockOf(values['versioning_configuration'])['status'] === 'Enabled'),
  },
  { lost: 'keeps its log for fewer days, and what is older goes', isLower: shortened('retention_in_days', 0) },
  { lost: 'keeps its events for fewer days, and what is older goes', isLower: shortened('retention_days', 0) },
  { lost: 'keeps its messages for a shorter time', isLower: shortened('message_retention_seconds') },
];
