import { fieldsOf } from '#tools/lib/json.ts';
import { at, every, isText, ofType, type Rule } from './rule.ts';
import { secretIn } from './secret-patterns.ts';

const retiredRuntimes =
  /^(nodejs|nodejs4\.3|nodejs4\.3-edge|nodejs6\.10|nodejs8\.10|nodejs10\.x|nodejs12\.x|nodejs14\.x|nodejs16\.x)$/;

export const lambdaRules: readonly Rule[] = [
  every(
    ['CKV_AWS_45', 'no Lambda environment variable looks like a secret'],
    'aws_lambda_function',
    (lambda) =>
      Object.values(fieldsOf(at(lambda, 'environment.0.variables'))).every((value) => !secretIn(String(value))),
    { bad: { environment: [{ variables: { KEY: `AKIA${'A'.repeat(16)}` } }] } },
  ),
  every(['CKV_AWS_50', 'every function has X-Ray tracing enabled'], 'aws_lambda_function', (lambda) =>
    ['Active', 'PassThrough'].includes(String(at(lambda, 'tracing_config.0.mode'))),
  ),
  every(
    ['CKV_AWS_115', 'every function has reserved concurrency'],
    'aws_lambda_function',
    ({ reserved_concurrent_executions: reserved }) => typeof reserved === 'number' && reserved > 0,
    { behind: 'reserved_concurrency' },
  ),
  every(
    ['CKV_AWS_173', 'Lambda environment variables are encrypted with a customer-managed key'],
    'aws_lambda_function',
    (lambda) => isText(lambda['kms_key_arn']) === (at(lambda, 'environment.0.variables') !== undefined),
    { behind: 'enable_kms', bad: { environment: [{ variables: { TABLE: 'ids' } }] } },
  ),
  every(
    ['CKV_AWS_301', 'no function can be invoked anonymously'],
    'aws_lambda_permission',
    ({ principal }) => principal !== '*',
    { bad: { principal: '*' } },
  ),
  every(
    ['CKV_AWS_363', 'no function uses a retired runtime'],
    'aws_lambda_function',
    ({ runtime }) => !retiredRuntimes.test(String(runtime)),
    { bad: { runtime: 'nodejs16.x' } },
  ),
  every(
    ['CKV_AWS_364', 'every service permission on a function names its source'],
    'aws_lambda_permission',
    ({ principal, source_arn: arn, source_account: account }) =>
      !String(principal).endsWith('.amazonaws.com') || isText(arn) || isText(account),
    { bad: { principal: 'events.amazonaws.com' } },
  ),
  every(
    ['CKV2_AWS_75', 'no function URL allows every CORS origin'],
    'aws_lambda_function',
    (_, system) => ofType(system, 'aws_lambda_function_url').every(({ values }) => !allowsEveryOrigin(values['cors'])),
    { companions: [{ type: 'aws_lambda_function_url', values: { cors: [{ allow_origins: ['*'] }] } }] },
  ),
];

const allowsEveryOrigin = (cors: unknown): boolean =>
  ['allow_origins', 'allow_methods'].some((list) => JSON.stringify(at(cors, `0.${list}`) ?? []).includes('"*"'));
