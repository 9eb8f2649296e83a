import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { stackFile } from '#tools/lib/paths.ts';
import { describeStack } from '#tools/stack/stack.ts';

interface Stack {
  readonly resources: Readonly<Record<string, { type: string; values: Readonly<Record<string, unknown>> }>>;
}

const change = (address: string, type: string, after: Readonly<Record<string, unknown>>, mode = 'managed') => ({
  address,
  mode,
  type,
  change: { after },
});

const described = (...changes: Parameters<typeof describeStack>[0]) => JSON.parse(describeStack(changes)).resources;

describe('local/stack.json', () => {
  it('contains the known attributes of managed resources, without data sources', () => {
    const queue = change('aws_sqs_queue.b', 'aws_sqs_queue', { name: 'b', kms_key: null, redrive: [{ arn: null }] });
    const account = change('data.aws_caller_identity.me', 'aws_caller_identity', { account_id: '1' }, 'data');

    expect(described(queue, account)).to.deep.equal({
      'aws_sqs_queue.b': { type: 'aws_sqs_queue', values: { name: 'b', redrive: [{}] } },
    });
  });

  it('contains parsed JSON strings, including their nulls, and other text unchanged', () => {
    const machine = change('aws_sfn_state_machine.a', 'aws_sfn_state_machine', {
      definition: '{"States":{"LogFailure":{"ResultPath":null}}}',
      template: '{"ids": <ids>}',
    });

    expect(described(machine)['aws_sfn_state_machine.a'].values).to.deep.equal({
      definition: { States: { LogFailure: { ResultPath: null } } },
      template: '{"ids": <ids>}',
    });
  });

  it('refers to a bundle by its path in the repository, without its hash', () => {
    const lambda = change('aws_lambda_function.a', 'aws_lambda_function', {
      filename: './../functions/dist/log-event.zip',
      source_code_hash: 'abc=',
    });

    expect(described(lambda)['aws_lambda_function.a'].values).to.deep.equal({
      filename: 'functions/dist/log-event.zip',
    });
  });

  it('does not depend on the order of resources in the plan', () => {
    const a = change('aws_sqs_queue.a', 'aws_sqs_queue', { name: 'a', delay: 0 });
    const b = change('aws_sqs_queue.b', 'aws_sqs_queue', { delay: 0, name: 'b' });

    expect(describeStack([a, b])).to.equal(describeStack([b, a]));
  });

  it('contains every policy, document, pattern and definition as parsed JSON', () => {
    const readable: Readonly<Record<string, string>> = {
      aws_api_gateway_rest_api: 'body',
      aws_cloudwatch_event_rule: 'event_pattern',
      aws_iam_role: 'assume_role_policy',
      aws_iam_role_policy: 'policy',
      aws_sfn_state_machine: 'definition',
      aws_sqs_queue_policy: 'policy',
    };
    const { resources }: Stack = JSON.parse(readFileSync(stackFile, 'utf8'));
    const documents = Object.entries(resources).filter(([, { type }]) => type in readable);
    const unparsed = documents.filter(([, { type, values }]) => typeof values[readable[type] ?? ''] !== 'object');

    expect(new Set(documents.map(([, { type }]) => type))).to.deep.equal(new Set(Object.keys(readable)));
    expect(unparsed).to.deep.equal([]);
  });
});
