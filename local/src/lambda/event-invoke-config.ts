import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';

/** Asynchronous invocation settings: an `aws_lambda_function_event_invoke_config` of the stack. */
export interface EventInvokeConfig {
  readonly functionName: string;
  /** An alias or version. */
  readonly qualifier: string;
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  /** Undefined: a failed event is dropped. */
  readonly onFailureArn: string | undefined;
}

/** Lambda's defaults for a function without a configuration. */
export const defaultEventInvokeConfig = {
  maximumEventAgeSeconds: 21_600,
  maximumRetryAttempts: 2,
  onFailureArn: undefined,
};

export const readEventInvokeConfigs = (stack: Stack): readonly EventInvokeConfig[] =>
  stack.ofType('aws_lambda_function_event_invoke_config').map((values) => {
    const functionName = values.text('function_name');
    const destinations = values.block('destination_config');
    if (destinations?.block('on_success'))
      throw new StartError(`Function ${functionName}: on_success destinations are not emulated.`);
    const onFailureArn = destinations?.block('on_failure')?.text('destination');
    if (onFailureArn !== undefined && !/^arn:[^:]+:sqs:/.test(onFailureArn))
      throw new StartError(`Function ${functionName}: the on_failure destination ${onFailureArn} is not emulated.`);
    return {
      functionName,
      qualifier: values.text('qualifier', '$LATEST'),
      maximumEventAgeSeconds: values.number(
        'maximum_event_age_in_seconds',
        defaultEventInvokeConfig.maximumEventAgeSeconds,
      ),
      maximumRetryAttempts: values.number('maximum_retry_attempts', defaultEventInvokeConfig.maximumRetryAttempts),
      onFailureArn,
    };
  });
