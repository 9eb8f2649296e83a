import { type Failure, type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

const depthMax = 8;
const pointerLengthMax = 256;

/** Parses a JSON value that is safe to validate and copy: limited depth, well-formed strings, no `__proto__`. */
export function readJsonBody(request: HttpRequest): Result<unknown, Failure> {
  if (!isJson(request) || isEncoded(request)) return fail({ code: 'unsupported-media-type' });
  const text = decodeUtf8(request.body);
  if (text === undefined)
    return fail(invalidBody('', 'The body is not valid UTF-8. Escape a literal U+FFFD as \\ufffd.'));
  const value = parseJson(text);
  if (!value.ok) return value;
  const fault = findFault(value.value, '', 1);
  return fault ? fail(fault) : value;
}

function isJson(request: HttpRequest): boolean {
  const types = request.header('content-type');
  const type = types.length === 1 ? (types[0] ?? '') : '';
  return /^application\/json[ \t]*(;[ \t]*(charset=("?)utf-8\3[ \t]*)?)?$/i.test(type.trim());
}

function isEncoded(request: HttpRequest): boolean {
  return request.header('content-encoding').some((coding) => coding.trim().toLowerCase() !== 'identity');
}

/** API Gateway replaces invalid bytes with U+FFFD before a function sees them, so U+FFFD counts as invalid. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\ufffd') ? undefined : text;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): Result<unknown, InvalidRequest> {
  try {
    return succeed(JSON.parse(text));
  } catch {
    return fail(invalidBody('', 'The body is not valid JSON.'));
  }
}

function findFault(value: unknown, pointer: string, depth: number): InvalidRequest | undefined {
  if (depth > depthMax) return invalidBody('', `The body exceeds the maximum nesting depth of ${depthMax}.`);
  if (typeof value === 'string' && hasLoneSurrogate(value)) {
    return invalidBody(pointer, 'A string contains a lone surrogate.');
  }
  if (!(value instanceof Object)) return undefined;
  if (Object.hasOwn(value, '__proto__')) return invalidBody(pointer, 'The property name __proto__ is not allowed.');
  return findMemberFault(value, pointer, depth);
}

function findMemberFault(value: object, pointer: string, depth: number): InvalidRequest | undefined {
  for (const [name, member] of Object.entries(value)) {
    const fault = findFault(member, `${pointer}/${escapePointer(name)}`, depth + 1);
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

function invalidBody(pointer: string, detail: string): InvalidRequest {
  return invalidRequest(pointer.length <= pointerLengthMax ? pointer : '', 'invalid-body', detail);
}
