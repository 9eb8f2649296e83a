import { expect } from 'chai';
import { describe, it } from 'mocha';
import { unexplained } from '#infra/rehearse/known-differences.ts';
import { readPlan } from '#infra/review/plan.ts';
import { planned, planOf } from '#support/infra/plan.ts';

describe('the second plan of a rehearsal', () => {
  it('may show what moto does not keep', () => {
    const plan = planOf(
      planned('aws_lambda_alias', { before: { function_version: '1' }, after: { function_version: '2' } }),
    );

    expect(unexplained(readPlan(plan))).to.deep.equal([]);
  });

  it('may show nothing else', () => {
    const plan = planOf(
      planned('aws_lambda_alias', { before: { name: 'live' }, after: { name: 'dead' } }),
      planned('aws_sqs_queue', { before: { name: 'a' }, after: { name: 'b' }, replacedFor: ['name'] }),
    );

    expect(unexplained(readPlan(plan))).to.deep.equal([
      'aws_lambda_alias.this name',
      'aws_sqs_queue.this would be another: replace',
    ]);
  });
});
