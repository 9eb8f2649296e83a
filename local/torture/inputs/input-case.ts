import type { JsonVerdict } from './corpora.ts';

/** One hostile request. Target and header values are bytes, one character each (latin1). */
export interface InputCase {
  /** Groups cases, so that a sample contains each group. */
  readonly group: string;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Buffer;
  /** Required by the JSON parsing suite for the body, if it requires anything. */
  readonly json?: JsonVerdict;
  /** Sends only the keys in `headers`. */
  readonly withoutKey?: boolean;
}

export interface InputResponse {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

export type SendInput = (input: InputCase) => Promise<InputResponse>;

export const toBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export const describeCase = ({ group, method, target, headers, body }: InputCase): string =>
  JSON.stringify({
    group,
    method,
    target: target.slice(0, 300),
    headers: headers.map(([name, value]) => [name, value.slice(0, 200)]),
    ...(body ? { body: body.toString('latin1').slice(0, 300), bytes: body.byteLength } : {}),
  });

/** Removes the white space around a header value, which is not part of it. */
export function trimBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t';
  let start = 0;
  let end = text.length;
  while (isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}
