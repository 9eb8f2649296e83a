import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { Metric } from './metric.ts';

type Input = AwsCall['input'];

/** Ignoring an unsupported parameter would return a wrong result. */
export function rejectUnknownMembers(input: Input, known: readonly string[]): void {
  const unknown = Object.keys(input).find((member) => !known.includes(member));
  if (unknown) throw new AwsError('InvalidParameterValue', `The local CloudWatch does not emulate ${unknown}.`);
}

export function readText(input: Input, member: string): string {
  const value = input[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('MissingParameter', `The parameter ${member} is required.`);
}

export function readNumber(input: Input, member: string): number {
  const value = input[member];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new AwsError('MissingParameter', `The parameter ${member} is required and must be a number.`);
}

/** The SDK sends times in epoch seconds. */
export function readMillis(input: Input, member: string): number {
  return readNumber(input, member) * 1000;
}

export function readTexts(input: Input, member: string): readonly string[] {
  const value = input[member] ?? [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new AwsError('InvalidParameterValue', `The parameter ${member} is not a list of strings.`);
}

export function readRecords(input: Input, member: string): readonly Input[] {
  const value = input[member] ?? [];
  if (Array.isArray(value) && value.every(isInput)) return value;
  throw new AwsError('InvalidParameterValue', `The parameter ${member} is not a list of objects.`);
}

export function readDimensions(input: Input): Metric['dimensions'] {
  const dimensions = readRecords(input, 'Dimensions');
  return Object.fromEntries(dimensions.map((dimension) => [readText(dimension, 'Name'), readText(dimension, 'Value')]));
}

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
