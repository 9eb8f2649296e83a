import { at, emptySystem, everyBlock, isText, ofType, type Resource, type Rule } from './rule.ts';

/** The key of an instance of for_each, such as `page-write-1`. The IDs of keys and plans are known only after apply. */
const instanceKey = ({ address }: Resource): string => /\["([^"]+)"\]$/.exec(address)?.[1] ?? '';

const clientOf = (key: Resource): string => instanceKey(key).split('-')[0] ?? '';

const limits = ['throttle_settings.0.rate_limit', 'throttle_settings.0.burst_limit', 'quota_settings.0.limit'];

const isLimited = ({ values }: Resource): boolean =>
  limits.every((path) => Number(at(values, path)) > 0) && isText(at(values, 'api_stages.0.stage'));

/** A reference to the ID of a key. Outputs may contain nothing else of a key. */
const keyIds = /aws_api_gateway_api_key\.\w+\[[^\]]*\]\.id\b/g;

/** Rules on API keys and their usage plans. */
export const apiKeyRules: readonly Rule[] = [
  {
    id: 'X-22',
    title: 'every API key is in the usage plan of its client, with a rate, a burst, a quota and a stage',
    reads: 'plan',
    findViolations: (system) => {
      const plans = ofType(system, 'aws_api_gateway_usage_plan');
      const clients = plans.map(instanceKey);
      const inPlan = ofType(system, 'aws_api_gateway_usage_plan_key').map(instanceKey);
      const outside = ofType(system, 'aws_api_gateway_api_key').filter(
        (key) => !inPlan.includes(instanceKey(key)) || !clients.includes(clientOf(key)),
      );
      return [...plans.filter((plan) => !isLimited(plan)), ...outside].map(({ address }) => address);
    },
    counterexample: {
      ...emptySystem,
      resources: [
        { address: 'aws_api_gateway_api_key.bad["page-write-1"]', type: 'aws_api_gateway_api_key', values: {} },
      ],
    },
  },
  everyBlock(
    ['X-25', 'every API key ends in a random value that Terraform generates during apply, so that no plan contains it'],
    ['resource', 'aws_api_gateway_api_key'],
    ({ value, lifecycle }) =>
      /\$\{replace\(uuid\(\), "-", ""\)\}$/.test(String(value)) &&
      /\bvalue\b/.test(JSON.stringify(at(lifecycle, '0.ignore_changes'))),
    { bad: { value: 'secret' } },
  ),
  {
    id: 'X-48',
    title: 'no output contains more of an API key than its ID',
    reads: 'sources',
    findViolations: ({ hcl }) =>
      hcl
        .filter(
          ({ kind, body }) => kind === 'output' && /_(api|usage_plan)_key\b/.test(outputWithoutIds(body['value'])),
        )
        .map(({ path, labels }) => `${path}: ${labels.join('.')}`),
    counterexample: {
      ...emptySystem,
      hcl: [
        {
          path: 'bad.tf',
          kind: 'output',
          labels: ['keys'],
          body: { value: 'aws_api_gateway_api_key.this["a"].value' },
        },
      ],
    },
  },
  {
    id: 'X-49',
    title:
      'no configuration reads existing API keys or another state, so that a state contains only keys of its environment',
    reads: 'sources',
    findViolations: ({ hcl }) =>
      hcl
        .filter(({ kind, labels: [type = ''] }) => kind === 'data' && foreignKeySources.has(type))
        .map(({ path, labels }) => `${path}: ${labels.join('.')}`),
    counterexample: {
      ...emptySystem,
      hcl: [{ path: 'bad.tf', kind: 'data', labels: ['terraform_remote_state', 'prod'], body: {} }],
    },
  },
];

const foreignKeySources = new Set(['aws_api_gateway_api_key', 'aws_api_gateway_api_keys', 'terraform_remote_state']);

const outputWithoutIds = (value: unknown): string =>
  (JSON.stringify(value) ?? '').replaceAll('\\"', '"').replaceAll(keyIds, '');
