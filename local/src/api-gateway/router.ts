import type { Operation } from './api-definition.ts';

export interface Route {
  readonly operation: Operation;
  /** Undefined when the path is not valid percent-encoded UTF-8. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

export type Router = (method: string, path: string) => Route | undefined;

interface Pattern {
  readonly operation: Operation;
  readonly segments: readonly string[];
}

/** Matches the path before decoding, as API Gateway does, so that `%2F` does not split a segment. */
export function createRouter(operations: readonly Operation[]): Router {
  const patterns = operations
    .map((operation) => ({ operation, segments: operation.resourcePath.split('/').slice(1) }))
    .sort(compareSpecificity);
  return (method, path) => {
    const segments = path.split('/').slice(1);
    if (!path.startsWith('/') || segments.some(isInvalidSegment)) return undefined;
    const pattern = patterns.find((each) => each.operation.method === method && matches(each, segments));
    return pattern && { operation: pattern.operation, pathParameters: parsePathParameters(pattern, segments) };
  };
}

const isParameter = (segment: string | undefined): boolean => segment?.startsWith('{') ?? false;
const isInvalidSegment = (segment: string): boolean => segment === '' || segment === '.' || segment === '..';

/** Sorts static segments before parameters. */
function compareSpecificity(left: Pattern, right: Pattern): number {
  const differing = left.segments.findIndex(
    (segment, index) => isParameter(segment) !== isParameter(right.segments[index]),
  );
  return Number(isParameter(left.segments[differing])) - Number(isParameter(right.segments[differing]));
}

const matches = (pattern: Pattern, segments: readonly string[]): boolean =>
  pattern.segments.length === segments.length &&
  pattern.segments.every((expected, index) => isParameter(expected) || expected === segments[index]);

function parsePathParameters(pattern: Pattern, segments: readonly string[]): Route['pathParameters'] {
  try {
    const parameters = pattern.segments.flatMap((name, index) =>
      isParameter(name) ? [[name.slice(1, -1), decodeURIComponent(segments[index] ?? '')]] : [],
    );
    return Object.fromEntries(parameters);
  } catch {
    return undefined;
  }
}
