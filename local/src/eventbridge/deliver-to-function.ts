import type { InvokeAsync } from '#local/lambda/invoke-async.ts';
import { type Deliver, invalidJson, noPermissions, noResource } from './delivery.ts';

/** An `aws_lambda_permission` of the stack. */
export interface FunctionPermission {
  readonly functionName: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
}

interface FunctionDeliveryOptions {
  readonly invokeAsync: InvokeAsync;
  readonly functionNames: readonly string[];
  readonly permissions: readonly FunctionPermission[];
}

/** Delivered once Lambda accepts the event: retries, throttling and failures are Lambda's. */
export function deliverToFunction({ invokeAsync, functionNames, permissions }: FunctionDeliveryOptions): Deliver {
  return async ({ target, ruleArn, input, signal }) => {
    const functionName = parseFunctionName(target.arn);
    if (!functionNames.includes(functionName)) return noResource(`Function ${functionName} does not exist.`);
    if (!isInvokeAllowed(permissions, functionName, ruleArn)) {
      return noPermissions(`The policy of ${functionName} does not allow ${ruleArn} to invoke it.`);
    }
    const event = parse(input);
    if (event === undefined) return invalidJson(`The input for ${functionName} is not valid JSON.`);
    // Waits for the result, so that the journal of deliveries still contains the event after a restart.
    await invokeAsync(target.arn, event.value, signal);
    return { kind: 'delivered' };
  };
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
