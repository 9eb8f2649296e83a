import type { Clock } from '#local/clock.ts';
import type { InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import { Semaphore } from '#local/semaphore.ts';
import { type Deliver, type DeliveryRequest, invalidJson, noPermissions, noResource, throttled } from './delivery.ts';

/** An `aws_lambda_permission` of the stack. */
export interface FunctionPermission {
  readonly functionName: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
}

interface FunctionDeliveryOptions {
  readonly invoke: Invoke;
  readonly functionNames: readonly string[];
  readonly permissions: readonly FunctionPermission[];
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Lambda retries an asynchronous invocation twice, after these delays, and then drops the event. */
const retryDelaysMillis = [60_000, 120_000];
const concurrency = 8;

/** Asynchronous invocation: EventBridge does not see the function's result. */
export function deliverToFunction(options: FunctionDeliveryOptions): Deliver {
  const semaphore = new Semaphore(concurrency);
  return async (request) => {
    const functionName = parseFunctionName(request.target.arn);
    if (!options.functionNames.includes(functionName)) return noResource(`Function ${functionName} does not exist.`);
    if (!isInvokeAllowed(options.permissions, functionName, request.ruleArn)) {
      return noPermissions(`The policy of ${functionName} does not allow ${request.ruleArn} to invoke it.`);
    }
    const event = parse(request.input);
    if (event === undefined) return invalidJson(`The input for ${functionName} is not valid JSON.`);
    const invokeOnce = () => semaphore.run(() => options.invoke(request.target.arn, event.value));
    const outcome = await invokeWithRetries(options, request, invokeOnce);
    return outcome.kind === 'throttled' ? throttled(outcome.errorMessage) : { kind: 'delivered' };
  };
}

async function invokeWithRetries(
  { clock, log }: FunctionDeliveryOptions,
  { target, eventId, signal }: DeliveryRequest,
  invokeOnce: () => Promise<InvocationOutcome>,
): Promise<InvocationOutcome> {
  for (const delayMillis of retryDelaysMillis) {
    const outcome = await invokeOnce();
    if (outcome.kind === 'returned' || outcome.kind === 'throttled') return outcome;
    await clock.wait(delayMillis, signal);
  }
  const last = await invokeOnce();
  if (last.kind !== 'returned' && last.kind !== 'throttled') {
    log(`lambda: ${target.arn} failed three times, dropping event ${eventId}: ${last.errorMessage}`);
  }
  return last;
}

function isInvokeAllowed(permissions: readonly FunctionPermission[], functionName: string, ruleArn: string): boolean {
  return permissions.some(
    (permission) =>
      permission.functionName === functionName &&
      permission.principal === 'events.amazonaws.com' &&
      (permission.sourceArn === undefined || permission.sourceArn === ruleArn),
  );
}

function parse(input: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(input) };
  } catch {
    return undefined;
  }
}

/** `arn:partition:lambda:region:account:function:name[:alias]` */
const parseFunctionName = (arn: string): string => arn.split(':')[6] ?? '';
