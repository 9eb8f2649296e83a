import http from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '#tools/docs/benchmark-table.ts';
import { createMixedProfile, type ProfileRequest } from './mixed-profile.ts';

/** `closed`: each connection sends its next request after a response. `open`: requests start at a rate, come what may. */
export type LoadMode =
  | { readonly kind: 'closed'; readonly connections: number }
  | { readonly kind: 'open'; readonly requestsPerSecond: number; readonly connectionsMax: number };

export interface LoadOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly mode: LoadMode;
  readonly durationMillis: number;
  readonly random: () => number;
  /** Keeps the IDs of two runs against one system apart: 1 to 20 letters and digits. */
  readonly runName: string;
  /** By default the mixed profile. */
  readonly nextRequest?: (() => ProfileRequest) | undefined;
}

export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface LoadReport {
  readonly seconds: number;
  readonly requests: number;
  /** Responses below 500 other than 429. */
  readonly good: number;
  readonly goodPerSecond: number;
  /** Good responses in each whole second of the run. */
  readonly goodBySecond: readonly number[];
  /** By status and problem code, such as `429 too-many-requests`, or by network error. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Refused requests whose response has no Retry-After. */
  readonly withoutRetryAfter: number;
  /** In milliseconds; in the open mode from the time at which the request was due. */
  readonly accepted: Latency | undefined;
  readonly refused: Latency | undefined;
  /** How late the generator itself was: at the 99th percentile of its event loop's delay, in milliseconds. */
  readonly ownLagMillis: number;
  /** IDs whose creation was acknowledged and that nothing has deleted since. */
  readonly addedIds: readonly string[];
  readonly submissionIds: readonly string[];
}

/** Sends the mixed profile and reports what came back. Refused clients wait for Retry-After, as SDKs and the page do. */
export async function generateLoad(options: LoadOptions): Promise<LoadReport> {
  const { mode } = options;
  const connectionsMax = mode.kind === 'closed' ? mode.connections : mode.connectionsMax;
  const agent = new http.Agent({ keepAlive: true, maxSockets: connectionsMax });
  const lag = monitorEventLoopDelay({ resolution: 10 });
  const run = new Run(options, agent);
  lag.enable();
  const startedAt = performance.now();
  const endsAt = startedAt + options.durationMillis;
  await (mode.kind === 'closed'
    ? runClosed(run, mode.connections, endsAt)
    : runOpen(run, mode.requestsPerSecond, endsAt));
  const seconds = (performance.now() - startedAt) / 1000;
  lag.disable();
  agent.destroy();
  return run.report(seconds, Math.max(0, lag.percentile(99) / 1e6 - 10));
}

async function runClosed(run: Run, connections: number, endsAt: number): Promise<void> {
  const client = async () => {
    while (performance.now() < endsAt) {
      const retryAfterSeconds = await run.send(performance.now());
      if (retryAfterSeconds !== undefined)
        await sleep(Math.min(run.jitter(retryAfterSeconds * 1000), endsAt - performance.now()));
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
}

/** Starts what is due every few milliseconds. */
async function runOpen(run: Run, requestsPerSecond: number, endsAt: number): Promise<void> {
  const startedAt = performance.now();
  const pending = new Set<Promise<unknown>>();
  for (let started = 0; performance.now() < endsAt; await sleep(2)) {
    const due = Math.floor(((performance.now() - startedAt) * requestsPerSecond) / 1000);
    for (; started < due; started += 1) {
      const sending = run.send(startedAt + (started * 1000) / requestsPerSecond);
      pending.add(sending);
      void sending.finally(() => pending.delete(sending));
    }
  }
  await Promise.all(pending);
}

/** Counts the responses of one run. */
class Run {
  readonly #options: LoadOptions;
  readonly #agent: http.Agent;
  readonly #profile: ReturnType<typeof createMixedProfile>;
  readonly #acceptedMillis: number[] = [];
  readonly #refusedMillis: number[] = [];
  readonly #refusals: Record<string, number> = {};
  readonly #goodBySecond: number[] = [];
  readonly #startedAt = performance.now();
  #withoutRetryAfter = 0;

  constructor(options: LoadOptions, agent: http.Agent) {
    this.#options = options;
    this.#agent = agent;
    this.#profile = createMixedProfile(options.runName, options.random);
  }

  jitter(millis: number): number {
    return millis * (0.5 + this.#options.random());
  }

  /** Returns the seconds of Retry-After if the request was refused, or 1 if its connection failed. */
  async send(dueAt: number): Promise<number | undefined> {
    const request = this.#options.nextRequest?.() ?? this.#profile.next();
    const response = await this.#exchange(request).catch((error: NodeJS.ErrnoException) => error);
    const millis = performance.now() - dueAt;
    if (response instanceof Error) return this.#refuse(response.code ?? response.message, '1', millis);
    if (response.status >= 500 || response.status === 429)
      return this.#refuse(`${response.status} ${parseCode(response.text)}`, response.retryAfter, millis);
    this.#acceptedMillis.push(millis);
    const second = Math.floor((performance.now() - this.#startedAt) / 1000);
    this.#goodBySecond[second] = (this.#goodBySecond[second] ?? 0) + 1;
    this.#profile.acknowledge(request, response.status, response.text);
    return undefined;
  }

  #refuse(reason: string, retryAfter: string | undefined, millis: number): number {
    this.#refusals[reason] = (this.#refusals[reason] ?? 0) + 1;
    this.#refusedMillis.push(millis);
    if (retryAfter === undefined) this.#withoutRetryAfter += 1;
    return Number(retryAfter ?? 1);
  }

  #exchange({
    method,
    path,
    body,
  }: ProfileRequest): Promise<{ status: number; retryAfter: string | undefined; text: string }> {
    const { url, apiKey } = this.#options;
    const headers = {
      'x-api-key': apiKey,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const request = http.request(`${url}/api${path}`, { method, headers, agent: this.#agent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text }),
        );
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  report(seconds: number, ownLagMillis: number): LoadReport {
    const good = this.#acceptedMillis.length;
    return {
      seconds,
      requests: good + this.#refusedMillis.length,
      good,
      goodPerSecond: good / seconds,
      goodBySecond: Array.from({ length: Math.floor(seconds) }, (_, second) => this.#goodBySecond[second] ?? 0),
      refusals: this.#refusals,
      withoutRetryAfter: this.#withoutRetryAfter,
      accepted: toLatency(this.#acceptedMillis),
      refused: toLatency(this.#refusedMillis),
      ownLagMillis,
      addedIds: [...this.#profile.addedIds],
      submissionIds: this.#profile.submissionIds,
    };
  }
}

function toLatency(millis: readonly number[]): Latency | undefined {
  if (millis.length === 0) return undefined;
  const [p50 = 0, p95 = 0, p99 = 0, max = 0] = [0.5, 0.95, 0.99, 1].map((fraction) => percentile(millis, fraction));
  return { p50, p95, p99, max };
}

/** Of a problem document. */
const parseCode = (text: string): string => /"code":"([a-z-]+)"/.exec(text)?.[1] ?? 'no problem document';
