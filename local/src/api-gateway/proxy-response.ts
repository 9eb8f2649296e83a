import { validateHeaderName, validateHeaderValue } from 'node:http';
import { buildHeaders, type HttpResponse, type RequestIds } from './http-response.ts';

type Header = readonly [name: string, value: string];
type Pair = readonly [name: string, value: unknown];
type Fields = Readonly<Record<string, unknown>>;

const REMAPPED_HEADERS =
  'authorization connection content-md5 date max-forwards server user-agent www-authenticate'.split(' ');
const DROPPED_HEADERS = 'content-length expect host proxy-authenticate te trailer transfer-encoding upgrade via'.split(
  ' ',
);

/** Returns undefined if API Gateway would report a malformed Lambda proxy response. */
export function parseProxyResponse(payload: unknown, ids: RequestIds): HttpResponse | undefined {
  if (!isFields(payload)) return undefined;
  const { statusCode: status, isBase64Encoded = false } = payload;
  const body = payload['body'] ?? '';
  const headers = readHeaders(payload['headers'] ?? {}, payload['multiValueHeaders'] ?? {});
  if (!isStatusCode(status) || !headers || typeof body !== 'string') return undefined;
  return {
    status,
    headers: [...buildHeaders(ids, hasContentType(headers) ? [] : [['Content-Type', 'application/json']]), ...headers],
    body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** `multiValueHeaders` takes precedence over `headers`. */
function readHeaders(single: unknown, multiple: unknown): readonly Header[] | undefined {
  if (!isFields(single) || !isFields(multiple)) return undefined;
  const inMultiple = new Set(Object.keys(multiple).map((name) => name.toLowerCase()));
  const pairs = [
    ...Object.entries(single).filter(([name]) => !inMultiple.has(name.toLowerCase())),
    ...Object.entries(multiple).flatMap(([name, values]) => toList(values).map((value): Pair => [name, value])),
  ];
  if (!pairs.every(isValidHeader)) return undefined;
  return pairs
    .filter(([name]) => !DROPPED_HEADERS.includes(name.toLowerCase()))
    .map(([name, value]) => [
      REMAPPED_HEADERS.includes(name.toLowerCase()) ? `x-amzn-Remapped-${name}` : name,
      String(value),
    ]);
}

/** A value that is not a list becomes undefined, which makes the response malformed. */
const toList = (values: unknown): readonly unknown[] => (Array.isArray(values) ? values : [undefined]);

function isValidHeader([name, value]: Pair): boolean {
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

const isStatusCode = (status: unknown): status is number =>
  typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
