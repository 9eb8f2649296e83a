import type { Access, Client } from '#domain/client.ts';
import type { Failure } from '#domain/failure.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { LambdaContext, LogFields, MetricName, Runtime } from '#ports.ts';
import { DeadlineError, withDeadline } from '#runtime/deadline.ts';
import { getRequestId, type HttpRequest, httpRequest, readClient } from './http-request.ts';
import { type HttpResponse, toProblemResult, toProxyResult } from './http-response.ts';
import { type Precondition, rejectUnsupportedPreconditions } from './preconditions.ts';
import type { ProxyEvent, ProxyResult } from './proxy-event.ts';

/** An API operation: parses the event into a typed command, runs it, and builds the response. */
export interface Endpoint<Deps, Command, Value> {
  readonly runtime: Runtime<Deps>;
  /**
   * From the contract. A write requires a key with write access. Decides the status after a timeout, too: 503 for a read,
   * 504 for a write that may have been applied.
   */
  readonly access: Access;
  /** Other precondition headers are rejected: ignoring one could do what the client asked to prevent. */
  readonly preconditions?: readonly Precondition[];
  /** Defaults to 8 KiB for a write. A read without it ignores the body: CloudFront forwards no GET with one. */
  readonly bodyBytesMax?: number;
  readonly parse: (request: HttpRequest) => Result<Command, Failure>;
  readonly run: (deps: Deps) => (command: Command) => Promise<Result<Value, Failure>>;
  readonly respond: (value: Value) => HttpResponse;
  /** Only pseudonyms and generated IDs, never client input. */
  readonly logFields?: (deps: Deps, command: Command) => LogFields;
}

interface Execution {
  readonly outcome: Result<HttpResponse, Failure>;
  readonly logFields?: LogFields | undefined;
  readonly client?: Client | undefined;
  readonly cause?: unknown;
}

const uriLengthMax = 2048;
const bodyBytesMaxDefaults = { read: Number.POSITIVE_INFINITY, write: 8 * 1024 };

export function endpoint<Deps, Command, Value>(definition: Endpoint<Deps, Command, Value>) {
  return async (event: ProxyEvent, context: LambdaContext): Promise<ProxyResult> => {
    const { clock, logger, metrics } = definition.runtime.telemetry();
    const startedAt = clock.now();
    const requestId = getRequestId(event, context);
    const { outcome, logFields, client, cause } = await execute(definition, event, context);
    const result = outcome.ok ? toProxyResult(outcome.value) : toProblemResult(outcome.failure, requestId);

    metrics(outcome.ok ? (outcome.value.counts ?? {}) : toMetrics(outcome.failure), client?.name);
    const fields = {
      requestId,
      client: client?.name,
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

/** Never throws: every exception becomes a failure with a status. */
async function execute<Deps, Command, Value>(
  definition: Endpoint<Deps, Command, Value>,
  event: ProxyEvent,
  context: LambdaContext,
): Promise<Execution> {
  let logFields: LogFields | undefined;
  let client: Client | undefined;
  try {
    client = readClient(event);
    const command = parseCommand(definition, event, context, client);
    if (!command.ok) return { outcome: command, client };
    const result = await withDeadline(context.getRemainingTimeInMillis(), (deadline) => {
      const deps = definition.runtime.createDeps(deadline);
      logFields = definition.logFields?.(deps, command.value);
      return definition.run(deps)(command.value);
    });
    if (!result.ok) return { outcome: result, logFields, client };
    const response = definition.respond(result.value);
    return { outcome: succeed(response), logFields: { ...logFields, ...response.logFields }, client };
  } catch (cause) {
    return { outcome: fail(toFailure(cause, definition.access)), logFields, client, cause };
  }
}

/** The access is checked before anything of the request is parsed. */
function parseCommand<Deps, Command, Value>(
  definition: Endpoint<Deps, Command, Value>,
  event: ProxyEvent,
  context: LambdaContext,
  client: Client,
) {
  if (definition.access === 'write' && client.access === 'read')
    return fail({ code: 'read-only-key', client: client.name } as const);
  const request = httpRequest(event, context, client);
  const bytesMax = definition.bodyBytesMax ?? bodyBytesMaxDefaults[definition.access];
  if (request.uriLength > uriLengthMax) return fail({ code: 'uri-too-long', lengthMax: uriLengthMax } as const);
  if (request.body.byteLength > bytesMax) return fail({ code: 'payload-too-large', bytesMax } as const);
  const preconditions = rejectUnsupportedPreconditions(request, definition.preconditions ?? []);
  return preconditions.ok ? definition.parse(request) : preconditions;
}

function toFailure(cause: unknown, access: Access): Failure {
  if (cause instanceof TransientError) return { code: 'unavailable' };
  if (cause instanceof OutcomeUnknownError) return { code: 'outcome-unknown' };
  if (cause instanceof DeadlineError) return { code: access === 'read' ? 'unavailable' : 'outcome-unknown' };
  return { code: 'internal' };
}

const failureMetrics: Readonly<Partial<Record<Failure['code'], MetricName>>> = {
  'customer-id-not-found': 'NotFound',
  'precondition-failed': 'PreconditionFailed',
  unavailable: 'Unavailable',
  'outcome-unknown': 'OutcomeUnknown',
  internal: 'InternalError',
};

function toMetrics(failure: Failure): Readonly<Partial<Record<MetricName, number>>> {
  const metric = failureMetrics[failure.code];
  return metric ? { [metric]: 1 } : {};
}
