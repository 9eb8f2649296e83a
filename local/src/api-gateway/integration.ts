import type { InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import type { Integration } from './api-definition.ts';
import type { Refusal, Refuse } from './gateway-responses.ts';
import { type Answer, headersOf, type RequestIds } from './http-response.ts';
import { type ProxyCall, proxyEvent } from './proxy-event.ts';
import { readProxyAnswer } from './proxy-response.ts';

export interface IntegrationSettings {
  readonly invoke: Invoke;
  readonly refuse: Refuse;
  readonly log: (line: string) => void;
}

/** Has an operation carried out by its mock or its function, and answers for a function that does not. */
export async function integrate(call: ProxyCall, { invoke, refuse, log }: IntegrationSettings): Promise<Answer> {
  const { integration, method, resourcePath } = call.route.operation;
  if (integration.kind === 'mock') return mockAnswer(integration, call);
  const outcome = await within(integration.timeoutMillis, invoke(integration.functionArn, proxyEvent(call)));
  const answer = outcome?.kind === 'returned' ? readProxyAnswer(outcome.payload, call) : undefined;
  if (answer) return answer;
  const fault = faultOf(outcome);
  if (fault) log(`api: ${method} ${resourcePath}: ${fault}`);
  return refuse(refusalOf(outcome), call);
}

const mockAnswer = (mock: Integration & { kind: 'mock' }, ids: RequestIds): Answer => ({
  status: mock.status,
  headers: headersOf(ids, [['Content-Type', 'application/json'], ...mock.headers]),
  body: Buffer.from(mock.body),
});

/** The outcome, or nothing when it takes too long. The function runs on, as it would on AWS. */
async function within<Value>(millis: number, work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, millis, undefined);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function refusalOf(outcome: InvocationOutcome | undefined): Refusal {
  if (!outcome) return 'timed-out';
  // Lambda took no event, or took one and gave nothing usable: API Gateway tells these apart as 500 and 502.
  return outcome.kind === 'throttled' ? 'function-refused' : 'no-answer';
}

/** What the function's own log does not tell. */
function faultOf(outcome: InvocationOutcome | undefined): string | undefined {
  if (!outcome) return 'the function took too long';
  if (outcome.kind === 'throttled') return 'the function is at its concurrency limit';
  if (outcome.kind === 'threw') return `the function threw ${outcome.errorType}: ${outcome.errorMessage}`;
  return outcome.kind === 'returned' ? 'what the function returned is no proxy answer' : undefined;
}
