import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

/** Unlike `fetch`, it does not normalize paths and allows a body for every method. */
export function httpClient(baseUrl: string, defaultHeaders: Readonly<Record<string, string>> = {}): HttpClient {
  const { protocol, hostname, port, pathname } = new URL(baseUrl);
  const base = pathname.replace(/\/$/, '');
  const transport = protocol === 'https:' ? https : http;
  return ({ method, path, headers = {}, body }) =>
    new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = {
        method,
        hostname,
        port,
        path: base + path,
        headers: { ...length, ...defaultHeaders, ...headers },
      };
      const request = transport.request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
}

const maxAttempts = 60;

/** Full jitter: 200 clients that retry in step would keep a busy machine busy for good. */
export const pauseBeforeRetry = (attempt: number) => sleep(Math.random() * Math.min(500 * 2 ** attempt, 20_000));

/** An internal error is a defect, which a retry must not hide, although clients may retry it. */
export const isRetryable = (retryAfter: unknown, body: string): boolean =>
  typeof retryAfter === 'string' && !body.includes('"code":"internal"');

/** Retries idempotent requests: on a busy machine a function can exceed its deadline, or its concurrency. */
export const withRetries =
  (send: HttpClient): HttpClient =>
  async (request) => {
    for (let attempt = 1; ; attempt += 1) {
      const response = await send(request);
      if (attempt === maxAttempts || !isRetryable(response.headers['retry-after'], response.text)) return response;
      await pauseBeforeRetry(attempt);
    }
  };
