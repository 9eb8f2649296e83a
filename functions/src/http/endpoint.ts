import type { Failure } from '#domain/failure.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { LogFields, MetricName, World } from '#ports.ts';
import { DeadlineError, withinBudget } from '#runtime/deadline.ts';
import { type HttpRequest, httpRequest, requestIdOf } from './http-request.ts';
import { type HttpAnswer, problemResult, proxyResult } from './http-response.ts';
import { type Precondition, refuseForeignPreconditions } from './preconditions.ts';
import type { Invocation, ProxyEvent, ProxyResult } from './proxy-event.ts';

/** One operation of the API: from event to typed command, through the operation, to an answer. */
export interface Endpoint<Ports, Command, Value> {
  readonly world: World<Ports>;
  /** Decides what a client is told when time runs out: nothing happened, or it may have. */
  readonly effect: 'reads' | 'writes';
  /** Any other precondition is refused: ignoring it would do what the client asked not to do. */
  readonly preconditions?: readonly Precondition[];
  readonly bodyBytesMax?: number;
  readonly read: (request: HttpRequest) => Result<Command, Failure>;
  readonly run: (ports: Ports) => (command: Command) => Promise<Result<Value, Failure>>;
  readonly answer: (value: Value) => HttpAnswer;
  /** What the log line says of the command: pseudonyms and our own ids, never what a client typed. */
  readonly logFields?: (ports: Ports, command: Command) => LogFields;
}

interface Settled {
  readonly outcome: Result<HttpAnswer, Failure>;
  readonly logFields?: LogFields | undefined;
  readonly cause?: unknown;
}

const uriLengthMax = 2048;
const bodyBytesMaxDefault = 8 * 1024;

export function endpoint<Ports, Command, Value>(definition: Endpoint<Ports, Command, Value>) {
  return async (event: ProxyEvent, invocation: Invocation): Promise<ProxyResult> => {
    const { clock, logger, metrics } = definition.world.telemetry();
    const startedAt = clock.now();
    const requestId = requestIdOf(event, invocation);
    const { outcome, logFields, cause } = await settle(definition, event, invocation);
    const result = outcome.ok ? proxyResult(outcome.value) : problemResult(outcome.failure, requestId);

    metrics(outcome.ok ? (outcome.value.counts ?? {}) : countsOf(outcome.failure));
    const fields = {
      requestId,
      status: result.statusCode,
      outcome: outcome.ok ? 'ok' : outcome.failure.code,
      durationMillis: clock.now() - startedAt,
      ...logFields,
    };
    if (cause === undefined) logger.info('request', fields);
    else logger.error('request', fields, cause);
    return result;
  };
}

/** Whatever happens in here, there is an answer. */
async function settle<Ports, Command, Value>(
  definition: Endpoint<Ports, Command, Value>,
  event: ProxyEvent,
  invocation: Invocation,
): Promise<Settled> {
  let logFields: LogFields | undefined;
  try {
    const command = readCommand(definition, httpRequest(event, invocation));
    if (!command.ok) return { outcome: command };
    const result = await withinBudget(invocation.getRemainingTimeInMillis(), (budget) => {
      const ports = definition.world.open(budget);
      logFields = definition.logFields?.(ports, command.value);
      return definition.run(ports)(command.value);
    });
    if (!result.ok) return { outcome: result, logFields };
    const answer = definition.answer(result.value);
    return { outcome: succeed(answer), logFields: { ...logFields, ...answer.logFields } };
  } catch (cause) {
    return { outcome: fail(failureOf(cause, definition.effect)), logFields, cause };
  }
}

function readCommand<Ports, Command, Value>(definition: Endpoint<Ports, Command, Value>, request: HttpRequest) {
  const bytesMax = definition.bodyBytesMax ?? bodyBytesMaxDefault;
  if (request.uriLength > uriLengthMax) return fail({ code: 'uri-too-long', lengthMax: uriLengthMax } as const);
  if (request.body.byteLength > bytesMax) return fail({ code: 'payload-too-large', bytesMax } as const);
  const preconditions = refuseForeignPreconditions(request, definition.preconditions ?? []);
  return preconditions.ok ? definition.read(request) : preconditions;
}

function failureOf(cause: unknown, effect: 'reads' | 'writes'): Failure {
  if (cause instanceof TransientError) return { code: 'unavailable' };
  if (cause instanceof OutcomeUnknownError) return { code: 'outcome-unknown' };
  if (cause instanceof DeadlineError) return { code: effect === 'reads' ? 'unavailable' : 'outcome-unknown' };
  return { code: 'internal' };
}

const metricOf: Readonly<Partial<Record<Failure['code'], MetricName>>> = {
  'customer-id-not-found': 'NotFound',
  'precondition-failed': 'PreconditionFailed',
  unavailable: 'Unavailable',
  'outcome-unknown': 'OutcomeUnknown',
  internal: 'InternalError',
};

function countsOf(failure: Failure): Readonly<Partial<Record<MetricName, number>>> {
  const metric = metricOf[failure.code];
  return metric ? { [metric]: 1 } : {};
}
