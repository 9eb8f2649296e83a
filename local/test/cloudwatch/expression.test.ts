import { expect } from 'chai';
import { describe, it } from 'mocha';
import { evaluateExpression, type Series } from '#local/cloudwatch/expression/evaluate-expression.ts';
import { parseExpression } from '#local/cloudwatch/expression/parse-expression.ts';

const metrics = new Map<string, Series>([
  ['errors', [6, undefined, 2]],
  ['requests', [12, 10, 0]],
]);
const calculated = (text: string) => evaluateExpression(parseExpression(text), metrics);

describe('metric math', () => {
  it('calculates period by period, and has no value where one is missing or divided by zero', () => {
    expect(calculated('100 * errors / requests')).to.deep.equal([50, undefined, undefined]);
    expect(calculated('requests - errors - 1')).to.deep.equal([5, undefined, -3]);
    expect(calculated('1 + 2 * (requests + 1)')).to.deep.equal([27, 23, 3]);
  });

  it('chooses by a comparison', () => {
    expect(calculated('IF(errors >= 5, 100 * errors / requests, 0)')).to.deep.equal([50, undefined, undefined]);
    expect(calculated('requests > 10')).to.deep.equal([1, 0, 0]);
    expect(calculated('requests == 10')).to.deep.equal([0, 1, 0]);
  });

  it('fills what is missing and sums what is there', () => {
    expect(calculated('FILL(errors, 0)')).to.deep.equal([6, 0, 2]);
    expect(calculated('SUM(METRICS())')).to.deep.equal([18, 10, 2]);
    expect(calculated('SUM(FILL(METRICS(), 1))')).to.deep.equal([18, 11, 2]);
  });

  it('refuses what it does not know, by name', () => {
    const refusal = (text: string) => {
      try {
        return calculated(text);
      } catch (error) {
        return error instanceof SyntaxError ? error.message : error;
      }
    };

    expect(refusal('RATE(errors)')).to.equal('RATE with 1 arguments of these kinds is not emulated.');
    expect(refusal('SUM(errors)')).to.equal('SUM with 1 arguments of these kinds is not emulated.');
    expect(refusal('misses / requests')).to.equal('There is no metric "misses".');
    expect(refusal('METRICS()')).to.equal('It does not give one series.');
    expect(refusal('METRICS() + 1')).to.equal('Only series and numbers can be calculated with.');
    expect(refusal('7')).to.equal('It does not give one series.');
    expect(refusal('errors requests')).to.equal('"requests" is not expected.');
    expect(refusal('(errors')).to.equal('It ends too early.');
    expect(refusal('errors ^ 2')).to.equal('"^ 2" is not metric math.');
  });
});
