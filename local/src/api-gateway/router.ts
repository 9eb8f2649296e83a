import type { Operation } from './api-definition.ts';

export interface Route {
  readonly operation: Operation;
  /** Decoded once; undefined when a part of the path is no percent-encoded UTF-8. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

export type Router = (method: string, path: string) => Route | undefined;

interface Pattern {
  readonly operation: Operation;
  readonly segments: readonly string[];
}

/** Matches a raw path (without stage and query) as API Gateway does: before decoding, so that `%2F` never splits. */
export function createRouter(operations: readonly Operation[]): Router {
  const patterns = operations
    .map((operation) => ({ operation, segments: operation.resourcePath.split('/').slice(1) }))
    .sort(staticFirst);
  return (method, path) => {
    const segments = path.split('/').slice(1);
    if (!path.startsWith('/') || segments.some(isNoSegment)) return undefined;
    const pattern = patterns.find((each) => each.operation.method === method && matches(each, segments));
    return pattern && { operation: pattern.operation, pathParameters: parametersOf(pattern, segments) };
  };
}

const isParameter = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false;
const isNoSegment = (segment: string): boolean => segment === '' || segment === '.' || segment === '..';

/** Where one pattern has a fixed segment and the other a parameter, the fixed one is asked first. */
function staticFirst(left: Pattern, right: Pattern): number {
  const differing = left.segments.findIndex(
    (segment, index) => isParameter(segment) !== isParameter(right.segments[index]),
  );
  return Number(isParameter(left.segments[differing])) - Number(isParameter(right.segments[differing]));
}

const matches = (pattern: Pattern, segments: readonly string[]): boolean =>
  pattern.segments.length === segments.length &&
  pattern.segments.every((expected, index) => isParameter(expected) || expected === segments[index]);

function parametersOf(pattern: Pattern, segments: readonly string[]): Route['pathParameters'] {
  try {
    const parameters = pattern.segments.flatMap((name, index) =>
      isParameter(name) ? [[name.slice(1, -1), decodeURIComponent(segments[index] ?? '')]] : [],
    );
    return Object.fromEntries(parameters);
  } catch {
    return undefined;
  }
}
