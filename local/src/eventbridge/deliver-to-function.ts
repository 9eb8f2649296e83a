import type { Clock } from '#local/clock.ts';
import type { InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import { Slots } from '#local/semaphore.ts';
import { type Deliver, type DeliveryRequest, invalidJson, noPermissions, noResource, throttled } from './delivery.ts';

/** Lets a rule invoke a function: one `aws_lambda_permission` of the stack. */
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

/** Lambda tries an asynchronous event three times, these waits between, and then drops it. */
const waitsMillis = [60_000, 120_000];
const concurrency = 8;

/** Asynchronous, so what the function does is no concern of the bus: only that it can be invoked. */
export function deliverToFunction(options: FunctionDeliveryOptions): Deliver {
  const slots = new Slots(concurrency);
  return async (request) => {
    const functionName = functionNameOf(request.target.arn);
    if (!options.functionNames.includes(functionName)) return noResource(`There is no function ${functionName}.`);
    if (!mayInvoke(options.permissions, functionName, request.ruleArn)) {
      return noPermissions(`The policy of ${functionName} does not let ${request.ruleArn} invoke it.`);
    }
    const event = parse(request.input);
    if (event === undefined) return invalidJson(`The input for ${functionName} is not JSON.`);
    const once = () => slots.run(() => options.invoke(request.target.arn, event.value));
    const outcome = await invokeAsLambdaDoes(options, request, once);
    return outcome.kind === 'throttled' ? throttled(outcome.errorMessage) : { kind: 'delivered' };
  };
}

async function invokeAsLambdaDoes(
  { clock, log }: FunctionDeliveryOptions,
  { target, eventId, signal }: DeliveryRequest,
  once: () => Promise<InvocationOutcome>,
): Promise<InvocationOutcome> {
  for (const waitMillis of waitsMillis) {
    const outcome = await once();
    if (outcome.kind === 'returned' || outcome.kind === 'throttled') return outcome;
    await clock.wait(waitMillis, signal);
  }
  const last = await once();
  if (last.kind !== 'returned' && last.kind !== 'throttled') {
    log(`lambda: ${target.arn} failed three times on event ${eventId}, which is dropped: ${last.errorMessage}`);
  }
  return last;
}

function mayInvoke(permissions: readonly FunctionPermission[], functionName: string, ruleArn: string): boolean {
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

/** `arn:partition:lambda:region:account:function:name`, perhaps with an alias behind. */
const functionNameOf = (arn: string): string => arn.split(':')[6] ?? '';
