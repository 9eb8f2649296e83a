import { validateHeaderName, validateHeaderValue } from 'node:http';
import { type Answer, headersOf, type RequestIds } from './http-response.ts';

type Header = readonly [name: string, value: string];
type Pair = readonly [name: string, value: unknown];
type Fields = Readonly<Record<string, unknown>>;

const RENAMED = 'authorization connection content-md5 date max-forwards server user-agent www-authenticate'.split(' ');
const DROPPED = 'content-length expect host proxy-authenticate te trailer transfer-encoding upgrade via'.split(' ');

/** Reads what a function returned to a proxy integration; undefined when API Gateway would call it malformed. */
export function readProxyAnswer(payload: unknown, ids: RequestIds): Answer | undefined {
  if (!isFields(payload)) return undefined;
  const { statusCode: status, isBase64Encoded = false } = payload;
  const body = payload['body'] ?? '';
  const headers = readHeaders(payload['headers'] ?? {}, payload['multiValueHeaders'] ?? {});
  if (!isStatus(status) || !headers || typeof body !== 'string') return undefined;
  return {
    status,
    headers: [...headersOf(ids, hasContentType(headers) ? [] : [['Content-Type', 'application/json']]), ...headers],
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** Of a name in both maps, the one with several values counts. */
function readHeaders(single: unknown, multiple: unknown): readonly Header[] | undefined {
  if (!isFields(single) || !isFields(multiple)) return undefined;
  const inMultiple = new Set(Object.keys(multiple).map((name) => name.toLowerCase()));
  const pairs = [
    ...Object.entries(single).filter(([name]) => !inMultiple.has(name.toLowerCase())),
    ...Object.entries(multiple).flatMap(([name, values]) => listOf(values).map((value): Pair => [name, value])),
  ];
  if (!pairs.every(isSendable)) return undefined;
  return pairs
    .filter(([name]) => !DROPPED.includes(name.toLowerCase()))
    .map(([name, value]) => [RENAMED.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name, String(value)]);
}

/** What is no list makes the answer malformed. */
const listOf = (values: unknown): readonly unknown[] => (Array.isArray(values) ? values : [undefined]);

function isSendable([name, value]: Pair): boolean {
  if (!['string', 'number', 'boolean'].includes(typeof value)) return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
    return true;
  } catch {
    return false;
  }
}

const hasContentType = (headers: readonly Header[]): boolean =>
  headers.some(([name]) => name.toLowerCase() === 'content-type');

const isStatus = (status: unknown): status is number =>
  typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
