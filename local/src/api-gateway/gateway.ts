import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ApiKey } from '#local/api-keys.ts';
import { readBody } from '#local/aws/read-body.ts';
import type { InvokeOrRefuse } from '#local/lambda/invoke.ts';
import { readOperations } from './api-definition.ts';
import { type GatewayError, readGatewayResponses } from './gateway-responses.ts';
import type { HttpResponse, RequestIds } from './http-response.ts';
import { invokeIntegration } from './integration.ts';
import type { ProxyCall } from './proxy-event.ts';
import { type GatewayRequest, getValues, readRequest } from './request.ts';
import { createRequestValidator } from './request-validator.ts';
import type { RestApi } from './rest-api.ts';
import { createRouter, type Route } from './router.ts';
import { createStageThrottle } from './stage-throttle.ts';
import { createUsagePlanCheck, type PlanClock } from './usage-plan.ts';

const BODY_BYTES_MAX = 10 * 1024 * 1024;
const EMPTY_BODY = Buffer.alloc(0);

export interface GatewaySettings {
  readonly api: RestApi;
  readonly apiKeys: readonly Pick<ApiKey, 'name' | 'id' | 'value'>[];
  readonly invoke: InvokeOrRefuse;
  readonly clock: PlanClock;
  readonly log: (line: string) => void;
}

/** Rejects only when the client disconnects while sending the body. */
export type Gateway = (incoming: IncomingMessage) => Promise<HttpResponse>;

interface RequestContext {
  readonly incoming: IncomingMessage;
  readonly request: GatewayRequest;
  readonly path: string;
  readonly route: Route;
  readonly apiKey: ProxyCall['apiKey'];
}

/** Follows API Gateway's order: route, API key, usage plan, stage throttle, validation, integration. */
export function createGateway({ api, apiKeys, invoke, clock, log }: GatewaySettings): Gateway {
  const router = createRouter(readOperations(api.body));
  const errorResponse = readGatewayResponses(api.body);
  const validate = createRequestValidator(api.body);
  const authorizeRequest = createRequestAuthorizer({ api, apiKeys, clock });

  const handleRequest = async (context: RequestContext, ids: RequestIds): Promise<HttpResponse> => {
    const { incoming, request, path, route, apiKey } = context;
    const bytes = await readRequestBody(incoming);
    if (!bytes) return errorResponse('request-too-large', ids);
    // Replaces invalid bytes with U+FFFD, as API Gateway does with a text payload.
    const body = bytes.toString('utf8');
    const error = await validate(route.operation, request, body);
    if (error) return errorResponse(error, ids);
    const call = { ...ids, source: api, request, path, route, apiKey, body, atMillis: clock.wallMillis() };
    return invokeIntegration(call, { invoke, errorResponse, log });
  };

  return async (incoming) => {
    const request = readRequest(incoming);
    const ids = { requestId: chosenRequestId(request) ?? randomUUID(), extendedRequestId: createExtendedRequestId() };
    const path = stripStage(request.path, api.stage);
    const route = router(request.method, path);
    if (!route) return errorResponse('route-not-found', ids);
    const { error, apiKey } = authorizeRequest(route, request);
    return error ? errorResponse(error, ids) : handleRequest({ incoming, request, path, route, apiKey }, ids);
  };
}

interface Authorization {
  readonly error?: GatewayError | undefined;
  readonly apiKey?: ProxyCall['apiKey'];
}

/** Runs before the body is read. */
function createRequestAuthorizer({ api, apiKeys, clock }: Pick<GatewaySettings, 'api' | 'apiKeys' | 'clock'>) {
  const { byClient, fallback } = api.plans;
  const toEntry = ({ name, id, value }: (typeof apiKeys)[number]) =>
    [value, { apiKey: { id, value }, checkPlan: createUsagePlanCheck(byClient.get(name) ?? fallback, clock) }] as const;
  const keysByValue = new Map(apiKeys.map(toEntry));
  const isWithinStageThrottle = createStageThrottle(api.stageThrottles, clock.monotonicMillis);
  const checkKey = ({ operation }: Route, { headers }: GatewayRequest): Authorization => {
    if (!operation.needsKey) return {};
    const [sent = '', ...others] = getValues(headers, 'x-api-key');
    const key = others.length === 0 ? keysByValue.get(sent) : undefined;
    if (!key) return { error: 'invalid-api-key' };
    const result = key.checkPlan(operation);
    return result === 'allowed' ? { apiKey: key.apiKey } : { error: result };
  };
  return (route: Route, request: GatewayRequest): Authorization => {
    const authorization = checkKey(route, request);
    if (authorization.error) return authorization;
    if (!isWithinStageThrottle(route.operation)) return { error: 'throttled' };
    return route.pathParameters ? authorization : { error: 'malformed-path' };
  };
}

/** API Gateway adopts the request ID of a client that sends one. It generates the extended ID itself. */
const chosenRequestId = ({ headers }: GatewayRequest): string | undefined =>
  getValues(headers, 'x-amzn-requestid').find((id) => /^[\w!#$%&'*+.^`|~-]{1,128}$/.test(id));

/** Derived from a UUID because Node caches random bytes for UUIDs. */
const createExtendedRequestId = (): string => Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64');

const stripStage = (path: string, stage: string): string =>
  path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : '';

async function readRequestBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
  return length === undefined && encoding === undefined ? EMPTY_BODY : readBody(incoming, BODY_BYTES_MAX);
}
