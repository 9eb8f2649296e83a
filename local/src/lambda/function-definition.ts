import type { Stack } from '#local/stack.ts';

/** An `aws_lambda_function` of the stack. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Path of the bundle, relative to the project root. */
  readonly zip: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Undefined: the account's unreserved concurrency. */
  readonly reservedConcurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  readonly logFormat: string;
  readonly logLevel: string;
}

export const readFunctions = (stack: Stack): readonly FunctionDefinition[] =>
  stack.ofType('aws_lambda_function').map((values) => {
    const name = values.text('function_name');
    const reserved = values.number('reserved_concurrent_executions', -1);
    const logging = values.block('logging_config');
    return {
      name,
      arn: `${stack.arnPrefix('lambda')}:function:${name}`,
      roleArn: values.text('role'),
      zip: values.text('filename'),
      handler: values.text('handler'),
      runtime: values.text('runtime'),
      timeoutSeconds: values.number('timeout'),
      memoryMegabytes: values.number('memory_size'),
      reservedConcurrency: reserved < 0 ? undefined : reserved,
      environment: values.block('environment')?.record('variables', {}).texts() ?? {},
      logGroup: logging?.text('log_group') ?? `/aws/lambda/${name}`,
      logFormat: logging?.text('log_format') ?? 'Text',
      logLevel: logging?.text('application_log_level', 'INFO') ?? 'INFO',
    };
  });
