import type { FunctionDefinition } from './function-definition.ts';

/** The variables that Lambda sets. Functions do not inherit the host's environment. */
export const runtimeVariables = (
  definition: FunctionDefinition,
  taskRoot: string,
): Readonly<Record<string, string>> => ({
  AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: definition.logFormat,
  AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
  AWS_LAMBDA_LOG_LEVEL: definition.logLevel,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  // Without it the SDK would read configuration from the developer's home folder.
  HOME: taskRoot,
  LAMBDA_TASK_ROOT: taskRoot,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  _HANDLER: definition.handler,
});
