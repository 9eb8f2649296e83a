import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { Metric } from './metric.ts';

type Input = AwsCall['input'];

/** A member that is ignored would be an answer to another question. */
export function refuseMembers(input: Input, known: readonly string[]): void {
  const unknown = Object.keys(input).find((member) => !known.includes(member));
  if (unknown) throw new AwsError('InvalidParameterValue', `The local CloudWatch does not emulate ${unknown}.`);
}

export function textIn(input: Input, member: string): string {
  const value = input[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('MissingParameter', `The parameter ${member} is required.`);
}

export function numberIn(input: Input, member: string): number {
  const value = input[member];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new AwsError('MissingParameter', `The parameter ${member} is required, as a number.`);
}

/** The SDK writes times as seconds since the epoch. */
export function millisIn(input: Input, member: string): number {
  return numberIn(input, member) * 1000;
}

export function textsIn(input: Input, member: string): readonly string[] {
  const value = input[member] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new AwsError('InvalidParameterValue', `The parameter ${member} is not a list of text.`);
}

export function recordsIn(input: Input, member: string): readonly Input[] {
  const value = input[member] ?? [];
  if (Array.isArray(value) && value.every(isInput)) return value;
  throw new AwsError('InvalidParameterValue', `The parameter ${member} is not a list of objects.`);
}

export function dimensionsOf(input: Input): Metric['dimensions'] {
  const dimensions = recordsIn(input, 'Dimensions');
  return Object.fromEntries(dimensions.map((dimension) => [textIn(dimension, 'Name'), textIn(dimension, 'Value')]));
}

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
