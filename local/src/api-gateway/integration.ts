import type { InvocationOutcome, InvokeOrRefuse } from '#local/lambda/invoke.ts';
import type { Integration } from './api-definition.ts';
import type { CreateErrorResponse, GatewayError } from './gateway-responses.ts';
import { buildHeaders, type HttpResponse, type RequestIds } from './http-response.ts';
import { type ProxyCall, proxyEvent } from './proxy-event.ts';
import { parseProxyResponse } from './proxy-response.ts';

export interface IntegrationSettings {
  readonly invoke: InvokeOrRefuse;
  readonly errorResponse: CreateErrorResponse;
  readonly log: (line: string) => void;
}

/** Runs the mock or Lambda integration and maps a failed invocation to a gateway response. */
export async function invokeIntegration(
  call: ProxyCall,
  { invoke, errorResponse, log }: IntegrationSettings,
): Promise<HttpResponse> {
  const { integration, method, resourcePath } = call.route.operation;
  if (integration.kind === 'mock') return mockResponse(integration, call);
  const outcome = await withTimeout(integration.timeoutMillis, invoke(integration.functionArn, proxyEvent(call)));
  // API Gateway's own throttle answers first on AWS, where the account's limits stand in for those of this machine.
  if (outcome === 'refused') return errorResponse('throttled', call);
  const response = outcome?.kind === 'returned' ? parseProxyResponse(outcome.payload, call) : undefined;
  if (response) return response;
  const reason = describeFailure(outcome);
  if (reason) log(`api: ${method} ${resourcePath}: ${reason}`);
  return errorResponse(toGatewayError(outcome), call);
}

const mockResponse = (mock: Integration & { kind: 'mock' }, ids: RequestIds): HttpResponse => ({
  status: mock.status,
  headers: buildHeaders(ids, [['Content-Type', 'application/json'], ...mock.headers]),
  body: Buffer.from(mock.body),
});

/** Resolves to undefined on timeout. The function continues to run, as on AWS. */
async function withTimeout<Value>(millis: number, work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, millis, undefined);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function toGatewayError(outcome: InvocationOutcome | undefined): GatewayError {
  if (!outcome) return 'integration-timeout';
  // API Gateway returns 500 when Lambda rejects the invocation and 502 when its result is unusable.
  return outcome.kind === 'throttled' ? 'integration-throttled' : 'invalid-integration-response';
}

/** Describes failures that do not appear in the function's own log. */
function describeFailure(outcome: InvocationOutcome | undefined): string | undefined {
  if (!outcome) return 'the integration timed out';
  if (outcome.kind === 'throttled') return 'the function has reached its concurrency limit';
  if (outcome.kind === 'threw') return `the function threw ${outcome.errorType}: ${outcome.errorMessage}`;
  return outcome.kind === 'returned' ? 'the function returned a malformed proxy response' : undefined;
}
