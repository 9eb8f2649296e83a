import { createGateway, type GatewaySettings } from '#local/api-gateway/gateway.ts';
import type { StageThrottles } from '#local/api-gateway/stage-throttle.ts';
import type { UsagePlan } from '#local/api-gateway/usage-plan.ts';
import type { ListeningServer } from '#local/aws/listen.ts';
import { startDistribution } from '#local/cloudfront/distribution.ts';
import { JsonReader } from '#local/json-reader.ts';
import type { InvocationOutcome, InvokeOrRefuse } from '#local/lambda/invoke.ts';
import { apiBody } from './api-fixture.ts';
import { type HttpClient, httpClient } from './http-client.ts';

export const apiKey = 'test-api-key-without-any-permissions';
/** Of the client `other`. */
export const otherApiKey = 'test-api-key-of-another-client';

export const unlimited: UsagePlan = { throttle: undefined, methodThrottles: new Map(), quotaPerDay: undefined };

export interface RunningGateway extends ListeningServer {
  /** Sends the API key. */
  readonly send: HttpClient;
  readonly invoked: { readonly functionName: string; readonly event: unknown }[];
  readonly log: string[];
  /** Replaces the API keys, as a deploy does. */
  readonly deployKeys: (apiKeys: GatewaySettings['apiKeys']) => void;
}

export interface GatewayOptions {
  readonly body?: unknown;
  readonly plan?: Partial<UsagePlan>;
  /** By client. */
  readonly plans?: Readonly<Record<string, UsagePlan>>;
  readonly stageThrottles?: StageThrottles;
  readonly invoke?: InvokeOrRefuse;
  readonly clock?: { monotonicMillis: () => number; wallMillis: () => number };
}

export const returns = (payload: unknown): InvocationOutcome => ({ kind: 'returned', payload });

/** Starts the gateway of the small API on a free port with fake functions. */
export async function startGateway(options: GatewayOptions = {}): Promise<RunningGateway> {
  const invoked: RunningGateway['invoked'] = [];
  const log: string[] = [];
  const invoke = options.invoke ?? (async () => returns({ statusCode: 200, body: '{}' }));
  const create = (apiKeys: GatewaySettings['apiKeys']) =>
    createGateway({
      api: {
        name: 'registry',
        accessLogGroup: undefined,
        stage: 'api',
        accountId: '123456789012',
        apiId: 'local',
        body: new JsonReader(options.body ?? apiBody, 'body'),
        plans: { byClient: new Map(Object.entries(options.plans ?? {})), fallback: { ...unlimited, ...options.plan } },
        stageThrottles: options.stageThrottles ?? new Map(),
      },
      apiKeys,
      invoke: (functionName, event) => {
        invoked.push({ functionName, event });
        return invoke(functionName, event);
      },
      clock: options.clock ?? { monotonicMillis: () => performance.now(), wallMillis: () => Date.now() },
      log: (line) => log.push(line),
    });
  let gateway = create([
    { name: 'tests', id: 'tests', value: apiKey },
    { name: 'other', id: 'other', value: otherApiKey },
  ]);
  const handle: typeof gateway = (incoming) => gateway(incoming);
  const server = await startDistribution({ port: 0, handle, log: (line) => log.push(line) });
  const deployKeys: RunningGateway['deployKeys'] = (apiKeys) => {
    gateway = create(apiKeys);
  };
  return { ...server, send: httpClient(`${server.url}/api`, { 'x-api-key': apiKey }), invoked, log, deployKeys };
}
