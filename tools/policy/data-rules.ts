import { at, every, isText, type Rule } from './rule.ts';

/** Tables, log groups, alarms and the state machine. */
export const dataRules: readonly Rule[] = [
  every(
    ['CKV_AWS_28', 'every DynamoDB table has point-in-time recovery'],
    'aws_dynamodb_table',
    (table) => at(table, 'point_in_time_recovery.0.enabled') === true,
  ),
  every(
    ['CKV_AWS_119', 'every DynamoDB table is encrypted with a customer-managed key'],
    'aws_dynamodb_table',
    (table) =>
      at(table, 'server_side_encryption.0.enabled') === true &&
      isText(at(table, 'server_side_encryption.0.kms_key_arn')),
    { behind: 'enable_kms' },
  ),
  every(
    ['CKV2_AWS_16', 'every DynamoDB table uses on-demand capacity'],
    'aws_dynamodb_table',
    ({ billing_mode: mode }) => mode === 'PAY_PER_REQUEST',
  ),
  every(
    ['CKV_AWS_66', 'every log group has a retention period'],
    'aws_cloudwatch_log_group',
    ({ retention_in_days: days }) => typeof days === 'number',
  ),
  every(
    ['CKV_AWS_158', 'every log group is encrypted with a customer-managed key'],
    'aws_cloudwatch_log_group',
    ({ kms_key_id: key }) => isText(key),
    { behind: 'enable_kms' },
  ),
  every(
    ['CKV_AWS_338', 'every log group retains its events for at least a year'],
    'aws_cloudwatch_log_group',
    ({ retention_in_days: days }) => Number(days) === 0 || Number(days) >= 365,
    { behind: 'log_retention_days', bad: { retention_in_days: 30 } },
  ),
  every(
    ['CKV_AWS_284', 'the state machine has X-Ray tracing enabled'],
    'aws_sfn_state_machine',
    (machine) => at(machine, 'tracing_configuration.0.enabled') === true,
  ),
  every(
    ['CKV_AWS_285', "the state machine logs each execution's input and output"],
    'aws_sfn_state_machine',
    (machine) => at(machine, 'logging_configuration.0.include_execution_data') === true,
    { behind: 'include_execution_data' },
  ),
  every(
    ['CKV_AWS_319', 'every alarm has its actions enabled'],
    'aws_cloudwatch_metric_alarm',
    ({ actions_enabled: enabled }) => enabled !== false,
    { bad: { actions_enabled: false } },
  ),
];
