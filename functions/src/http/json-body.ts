import { type Failure, type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

const depthMax = 8;
const pointerLengthMax = 256;

/** Any JSON value, safe to validate and to copy: no deep nesting, no ill-formed text, no member that poses as a prototype. */
export function readJsonBody(request: HttpRequest): Result<unknown, Failure> {
  if (!isJson(request)) return fail({ code: 'unsupported-media-type' });
  const text = decodeUtf8(request.body);
  if (text === undefined) return fail(wrongBody('', 'The body is not UTF-8.'));
  const value = parseJson(text);
  if (!value.ok) return value;
  const fault = faultIn(value.value, '', 1);
  return fault ? fail(fault) : value;
}

/** One header, one type; a charset other than UTF-8 is another type. */
function isJson(request: HttpRequest): boolean {
  const types = request.header('content-type');
  const type = types.length === 1 ? (types[0] ?? '') : '';
  return /^application\/json[ \t]*(;[ \t]*(charset=("?)utf-8\3[ \t]*)?)?$/i.test(type.trim());
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): Result<unknown, InvalidRequest> {
  try {
    return succeed(JSON.parse(text));
  } catch {
    return fail(wrongBody('', 'The body is not JSON.'));
  }
}

function faultIn(value: unknown, pointer: string, depth: number): InvalidRequest | undefined {
  if (depth > depthMax) return wrongBody('', `The body is nested deeper than ${depthMax} levels.`);
  if (typeof value === 'string' && hasLoneSurrogate(value)) {
    return wrongBody(pointer, 'A text holds half a character (a lone surrogate).');
  }
  if (!(value instanceof Object)) return undefined;
  if (Object.hasOwn(value, '__proto__')) return wrongBody(pointer, 'A member may not be called __proto__.');
  return faultInMembers(value, pointer, depth);
}

function faultInMembers(value: object, pointer: string, depth: number): InvalidRequest | undefined {
  for (const [name, member] of Object.entries(value)) {
    const fault = faultIn(member, `${pointer}/${escapePointer(name)}`, depth + 1);
    if (fault) return fault;
  }
  return undefined;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function wrongBody(pointer: string, detail: string): InvalidRequest {
  return invalidRequest(pointer.length <= pointerLengthMax ? pointer : '', 'invalid-body', detail);
}
