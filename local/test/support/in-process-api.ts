import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { memoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import { memorySubmissions } from '#adapters/memory/submissions.ts';
import { sha256 } from '#adapters/system/digest.ts';
import { hmacPseudonym } from '#adapters/system/pseudonym.ts';
import { randomSubmissionIds } from '#adapters/system/submission-ids.ts';
import type { ProxyEvent, ProxyResult } from '#http/proxy-event.ts';
import { createGateway } from '#local/api-gateway/gateway.ts';
import { readRestApi } from '#local/api-gateway/rest-api.ts';
import type { PlanClock } from '#local/api-gateway/usage-plan.ts';
import { readStack } from '#local/stack.ts';
import type { LambdaContext } from '#ports.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { memoryRuntime } from '#support/functions/memory-runtime.ts';
import { apiKey as createApiKey, lambdaContext } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';
import { type InputCase, type SendInput, trimBlanks } from '#torture/inputs/input-case.ts';
import { operations } from '#torture/inputs/operations.ts';
import { unlimited } from './gateway-fixture.ts';
import { stackFile as committedStackFile } from './stack-variants.ts';

type Handle = (event: ProxyEvent, context: LambdaContext) => Promise<ProxyResult>;

const apiKey = createApiKey('page');

interface InProcessOptions {
  readonly stackFile?: string;
  /** Enforces the throttles of the stack by this clock; without it, there are none. */
  readonly clock?: PlanClock;
}

/** Deployed API and functions without sockets and processes, on stores in memory. Lists are empty, so that they cost nothing. */
export async function inProcessApi(options: InProcessOptions = {}) {
  const customerIds = memoryCustomerIds();
  const clock = fixedClock(at(0));
  const emptyPage = { page: async () => ({ items: [], searchedCount: 0 }), deletedPage: async () => [] };
  const runtime = memoryRuntime(
    {
      ...{ customerIds, customerIdLookup: customerIds, customerIdIndex: emptyPage, deletedIdIndex: emptyPage },
      ...{ submissions: memorySubmissions().submissions, submissionIndex: emptyPage, clock },
      ...{ digest: sha256, pseudonym: hmacPseudonym('key'), newSubmissionId: randomSubmissionIds(clock) },
      ...{ pause: async () => undefined, eventBus: { publish: async () => undefined } },
      ...{ submissionRetentionDays: 30, tombstoneRetentionDays: 30 },
    },
    clock,
  );
  const handlers = new Map<string, Handle>();
  for (const { operationId } of operations.filter(({ needsKey }) => needsKey))
    handlers.set(operationId, (await import(`#handlers/${operationId}.ts`)).createHandler(runtime));
  const invoke = async (arn: string, event: unknown) => {
    const [, handle] = [...handlers].find(([id]) => arn.split(':')[6]?.endsWith(`-${id}`)) ?? [];
    if (!handle) throw new Error(`No operation has the function ${arn}.`);
    return { kind: 'returned', payload: await handle(event as ProxyEvent, lambdaContext()) } as const;
  };
  const api = readRestApi(readStack(options.stackFile ?? committedStackFile));
  const withoutThrottles = { plans: { byClient: new Map(), fallback: unlimited }, stageThrottles: new Map() };
  const gateway = createGateway({
    api: options.clock ? api : { ...api, ...withoutThrottles },
    apiKeys: [{ name: 'page', id: 'page', value: apiKey }],
    invoke,
    clock: options.clock ?? { monotonicMillis: () => 0, wallMillis: () => 0 },
    log: (line) => runtime.lines.push({ level: 'error', message: line, fields: {} }),
  });
  const send: SendInput = async (input) => {
    const { status, headers, body } = await gateway(incomingMessage(input));
    const header = (name: string) => headers.find(([each]) => each.toLowerCase() === name)?.[1];
    return {
      status,
      contentType: header('content-type') ?? '',
      retryAfter: header('retry-after'),
      text: body.toString(),
    };
  };
  return { send, rows: customerIds.rows, lines: runtime.lines, apiKey };
}

const socket = new Socket();

/** As Node's parser delivers a request: header values without white space around them. */
function incomingMessage({ method, target, headers, body, withoutKey }: InputCase): IncomingMessage {
  const message = new IncomingMessage(socket);
  const length = body ? ([['Content-Length', String(body.byteLength)]] as const) : [];
  const all = [...headers, ...(withoutKey ? [] : ([['x-api-key', apiKey]] as const)), ...length];
  message.method = method;
  message.url = target;
  message.httpVersion = '1.1';
  message.rawHeaders = all.flatMap(([name, value]) => [name, trimBlanks(value)]);
  if (body) message.headers['content-length'] = String(body.byteLength);
  if (body) message.push(body);
  message.push(null);
  return message;
}
