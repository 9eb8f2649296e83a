/**
 * Computes which statuses a request may have, from the request and the API's documented rules alone. Shares no code with
 * the product.
 */
import { findBodyFaults } from './body-oracle.ts';
import { headerValues, isEntityTags } from './header-oracle.ts';
import type { InputCase } from './input-case.ts';
import { type ApiOperation, isParameter, operations } from './operations.ts';
import { findParameterFaults, findQueryFaults } from './parameter-oracle.ts';

export interface Verdict {
  readonly statuses: ReadonlySet<number>;
  /** Refused by the HTTP parser or by CloudFront: there is no problem document. */
  readonly isBeforeApi: boolean;
}

const cloudFrontMethods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];
const uriLengthMax = 2048;
const writeBodyBytesMax = 8 * 1024;
const successes = [200, 201, 202, 204, 304, 404, 409, 412, 422];

const verdict = (...statuses: readonly number[]): Verdict => ({ statuses: new Set(statuses), isBeforeApi: false });

/** Rules of the HTTP grammar, which the server's parser checks before anything else. */
export function isUnparsable({ target, headers }: InputCase): boolean {
  const isTarget = /^[!-~]+$/.test(target);
  return !isTarget || headers.some(([, value]) => /[^\t -~\x80-\xff]/.test(value));
}

export function judge(input: InputCase): Verdict {
  // The parser skips spaces in front of the protocol version.
  if (input.target.endsWith(' ')) return judge({ ...input, target: input.target.slice(0, -1) });
  if (isUnparsable(input)) return { statuses: new Set([400]), isBeforeApi: true };
  if (!cloudFrontMethods.includes(input.method)) return { statuses: new Set([403, 404]), isBeforeApi: true };
  if (!['GET', 'HEAD'].includes(input.method) || !input.body?.byteLength) return judgeForApi(input);
  // CloudFront refuses a body; API Gateway, when called directly, does not.
  return { statuses: new Set([403, ...judgeForApi(input).statuses]), isBeforeApi: true };
}

function judgeForApi(input: InputCase): Verdict {
  if (!input.target.startsWith('/api/')) return verdict(400, 404);
  const [path = ''] = input.target.split('?', 1);
  const segments = path.slice('/api/'.length).split('/');
  const operation = findOperation(input.method, segments);
  if (!operation) return verdict(404);
  if (operation.needsKey && !hasOneKey(input)) return verdict(403);
  const parameters = decodeParameters(operation, segments);
  if (!parameters) return verdict(400);
  if (!operation.needsKey) return verdict(200);
  const faults = findFaults(operation, input, parameters);
  const accepted = operation.statuses.filter((status) => successes.includes(status));
  return verdict(...(faults.length > 0 ? faults : accepted), ...maybeTooLong(input));
}

function findOperation(method: string, segments: readonly string[]): ApiOperation | undefined {
  if (segments.some((segment) => ['', '.', '..'].includes(segment))) return undefined;
  return operations.find(
    (each) =>
      each.method === method &&
      each.segments.length === segments.length &&
      each.segments.every((expected, at) => isParameter(expected) || expected === segments[at]),
  );
}

const hasOneKey = (input: InputCase): boolean => !input.withoutKey && headerValues(input, 'x-api-key').length === 0;

function decodeParameters({ segments }: ApiOperation, actual: readonly string[]) {
  try {
    return segments.flatMap((name, at) =>
      isParameter(name) ? [{ name: name.slice(1, -1), value: decodeURIComponent(actual[at] ?? '') }] : [],
    );
  } catch {
    return undefined;
  }
}

type Decoded = readonly { readonly name: string; readonly value: string }[];

/** Statuses of everything that is wrong with the request. The order of checks is not part of the contract. */
function findFaults(operation: ApiOperation, input: InputCase, parameters: Decoded): readonly number[] {
  return [
    ...parameters.flatMap(({ name, value }) => findParameterFaults(name, value)),
    ...(input.target.length > uriLengthMax && !input.target.includes('%') ? [414] : []),
    ...findHeaderFaults(operation, input),
    ...findQueryFaults(operation, input.target),
    ...(operation.bodySchema ? findBodyFaults(operation.bodySchema, input) : findSizeFaults(operation, input)),
  ];
}

/** The function measures the address as it would encode it, which is not always as it was sent. */
const maybeTooLong = ({ target }: InputCase): readonly number[] =>
  target.replace(/[^\w.~!*'()%/:@,;=+$?&-]/g, '%00').length > uriLengthMax ? [414] : [];

const findSizeFaults = ({ access }: ApiOperation, { body }: InputCase): readonly number[] =>
  access === 'write' && (body?.byteLength ?? 0) > writeBodyBytesMax ? [413] : [];

const preconditions = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'];

function findHeaderFaults(operation: ApiOperation, input: InputCase): readonly number[] {
  const accepted = operation.parameters.filter((each) => each.in === 'header').map(({ name }) => name);
  const faulty = preconditions.filter((name) => {
    const values = headerValues(input, name);
    if (values.length === 0) return false;
    if (!accepted.includes(name)) return true;
    const text = values.join(', ');
    return operation.method === 'PUT' ? text !== '*' : !isEntityTags(text);
  });
  const keys = accepted.includes('Idempotency-Key') ? headerValues(input, 'Idempotency-Key') : [];
  const hasWrongKey = keys.length > 1 || keys.some((key) => !/^[ -~]{1,255}$/.test(key));
  return [...faulty.map(() => 400), ...(hasWrongKey ? [400] : [])];
}
