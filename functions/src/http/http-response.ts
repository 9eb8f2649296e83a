import type { Failure } from '#domain/failure.ts';
import type { LogFields, MetricName } from '#ports.ts';
import { problemOf } from './problem.ts';
import type { ProxyResult } from './proxy-event.ts';

/** What an operation answers when it did what it was asked. */
export interface HttpAnswer {
  readonly status: 200 | 201 | 202 | 204 | 304;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly counts?: Readonly<Partial<Record<MetricName, number>>>;
  readonly logFields?: LogFields;
}

const securityHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

/** Seconds. Short, because what is busy here is mostly one item or one burst. */
const retryAfter = '1';

export function proxyResult({ status, headers, body }: HttpAnswer): ProxyResult {
  return {
    statusCode: status,
    headers: { ...securityHeaders, 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: body ? JSON.stringify(body) : '',
  };
}

export function problemResult(failure: Failure, requestId: string): ProxyResult {
  const problem = problemOf(failure, requestId);
  return {
    statusCode: problem.status,
    headers: {
      ...securityHeaders,
      'Content-Type': 'application/problem+json',
      ...(failure.code === 'unavailable' ? { 'Retry-After': retryAfter } : {}),
    },
    body: JSON.stringify(problem),
  };
}
