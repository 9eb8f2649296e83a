import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { readBody } from '#local/aws/read-body.ts';
import type { Invoke } from '#local/lambda/invoke.ts';
import { readOperations } from './api-definition.ts';
import { type Refusal, readGatewayResponses } from './gateway-responses.ts';
import type { Answer, RequestIds } from './http-response.ts';
import { integrate } from './integration.ts';
import { type GatewayRequest, readRequest, valuesOf } from './request.ts';
import { createRequestValidator } from './request-validator.ts';
import type { RestApi } from './rest-api.ts';
import { createRouter, type Route } from './router.ts';
import { createUsagePlan, type PlanClock } from './usage-plan.ts';

const BODY_BYTES_MAX = 10 * 1024 * 1024;
const NO_BODY = Buffer.alloc(0);

export interface GatewaySettings {
  readonly api: RestApi;
  /** The value of the API's one key. */
  readonly apiKey: string;
  readonly invoke: Invoke;
  readonly clock: PlanClock;
  readonly log: (line: string) => void;
}

/** Answers one request. It rejects only when the client breaks off in the middle of its body. */
export type Gateway = (incoming: IncomingMessage) => Promise<Answer>;

interface Visit {
  readonly incoming: IncomingMessage;
  readonly request: GatewayRequest;
  readonly path: string;
  readonly route: Route;
}

/** The steps of API Gateway in its order: route, key, plan, validation, integration. */
export function createGateway({ api, apiKey, invoke, clock, log }: GatewaySettings): Gateway {
  const router = createRouter(readOperations(api.body));
  const refuse = readGatewayResponses(api.body);
  const validate = createRequestValidator(api.body);
  const enter = createDoor({ api, apiKey, clock });

  const serve = async (visit: Visit, ids: RequestIds): Promise<Answer> => {
    const { incoming, request, path, route } = visit;
    const bytes = await bodyOf(incoming);
    if (!bytes) return refuse('too-large', ids);
    const body = bytes.toString('utf8');
    const fault = await validate(route.operation, request, body);
    if (fault) return refuse(fault, ids);
    const key = route.operation.needsKey ? { id: api.apiKeyId, value: apiKey } : undefined;
    const call = { ...ids, source: api, request, path, route, apiKey: key, body, atMillis: clock.wallMillis() };
    return integrate(call, { invoke, refuse, log });
  };

  return async (incoming) => {
    const ids = { requestId: randomUUID(), extendedRequestId: extendedId() };
    const request = readRequest(incoming);
    const path = withoutStage(request.path, api.stage);
    const route = router(request.method, path);
    if (!route) return refuse('no-route', ids);
    const refusal = enter(route, request);
    return refusal ? refuse(refusal, ids) : serve({ incoming, request, path, route }, ids);
  };
}

/** Who may come in: asked before anything of the body is read. */
function createDoor({ api, apiKey, clock }: Pick<GatewaySettings, 'api' | 'apiKey' | 'clock'>) {
  const admit = createUsagePlan(api.plan, clock);
  const checkKey = ({ operation }: Route, { headers }: GatewayRequest): Refusal | undefined => {
    if (!operation.needsKey) return undefined;
    const keys = valuesOf(headers, 'x-api-key');
    if (keys.length !== 1 || keys[0] !== apiKey) return 'no-key';
    const admission = admit(api.apiKeyId, operation);
    return admission === 'admitted' ? undefined : admission;
  };
  return (route: Route, request: GatewayRequest): Refusal | undefined =>
    checkKey(route, request) ?? (route.pathParameters ? undefined : 'malformed-path');
}

/** Made of a UUID, for Node keeps a stock of their random bytes. */
const extendedId = (): string => Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64');

const withoutStage = (path: string, stage: string): string =>
  path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : '';

async function bodyOf(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  return length === undefined && encoding === undefined ? NO_BODY : readBody(incoming, BODY_BYTES_MAX);
}
