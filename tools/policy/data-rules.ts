import { at, every, isText, type Rule } from './rule.ts';

/** Tables, log groups, alarms and the state machine. */
export const dataRules: readonly Rule[] = [
  every(
    ['CKV_AWS_28', 'a table can be brought back to any second'],
    'aws_dynamodb_table',
    (table) => at(table, 'point_in_time_recovery.0.enabled') === true,
  ),
  every(
    ['CKV_AWS_119', 'a table is encrypted with our key'],
    'aws_dynamodb_table',
    (table) =>
      at(table, 'server_side_encryption.0.enabled') === true &&
      isText(at(table, 'server_side_encryption.0.kms_key_arn')),
    { behind: 'enable_kms' },
  ),
  every(
    ['CKV2_AWS_16', 'a table grows with its load'],
    'aws_dynamodb_table',
    ({ billing_mode: mode }) => mode === 'PAY_PER_REQUEST',
  ),
  every(
    ['CKV_AWS_66', 'a log forgets'],
    'aws_cloudwatch_log_group',
    ({ retention_in_days: days }) => typeof days === 'number',
  ),
  every(
    ['CKV_AWS_158', 'a log is encrypted with our key'],
    'aws_cloudwatch_log_group',
    ({ kms_key_id: key }) => isText(key),
    { behind: 'enable_kms' },
  ),
  every(
    ['CKV_AWS_338', 'a log is kept for a year'],
    'aws_cloudwatch_log_group',
    ({ retention_in_days: days }) => Number(days) === 0 || Number(days) >= 365,
    { behind: 'log_retention_days', bad: { retention_in_days: 30 } },
  ),
  every(
    ['CKV_AWS_284', 'an execution is traced'],
    'aws_sfn_state_machine',
    (machine) => at(machine, 'tracing_configuration.0.enabled') === true,
  ),
  every(
    ['CKV_AWS_285', "an execution's input and output are logged"],
    'aws_sfn_state_machine',
    (machine) => at(machine, 'logging_configuration.0.include_execution_data') === true,
    { behind: 'include_execution_data' },
  ),
  every(
    ['CKV_AWS_319', 'an alarm acts'],
    'aws_cloudwatch_metric_alarm',
    ({ actions_enabled: enabled }) => enabled !== false,
    { bad: { actions_enabled: false } },
  ),
];
