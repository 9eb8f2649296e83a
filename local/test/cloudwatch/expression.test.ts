import { expect } from 'chai';
import { describe, it } from 'mocha';
import { evaluateExpression, type Series } from '#local/cloudwatch/expression/evaluate-expression.ts';
import { parseExpression } from '#local/cloudwatch/expression/parse-expression.ts';

const metrics = new Map<string, Series>([
  ['errors', [6, undefined, 2]],
  ['requests', [12, 10, 0]],
]);
const evaluate = (text: string) => evaluateExpression(parseExpression(text), metrics);

describe('metric math', () => {
  it('computes per period, with no value for missing data or division by zero', () => {
    expect(evaluate('100 * errors / requests')).to.deep.equal([50, undefined, undefined]);
    expect(evaluate('requests - errors - 1')).to.deep.equal([5, undefined, -3]);
    expect(evaluate('1 + 2 * (requests + 1)')).to.deep.equal([27, 23, 3]);
  });

  it('evaluates comparisons and IF', () => {
    expect(evaluate('IF(errors >= 5, 100 * errors / requests, 0)')).to.deep.equal([50, undefined, undefined]);
    expect(evaluate('requests > 10')).to.deep.equal([1, 0, 0]);
    expect(evaluate('requests == 10')).to.deep.equal([0, 1, 0]);
  });

  it('evaluates FILL and SUM with missing data', () => {
    expect(evaluate('FILL(errors, 0)')).to.deep.equal([6, 0, 2]);
    expect(evaluate('SUM(METRICS())')).to.deep.equal([18, 10, 2]);
    expect(evaluate('SUM(FILL(METRICS(), 1))')).to.deep.equal([18, 11, 2]);
  });

  it('rejects and names unsupported syntax', () => {
    const getError = (text: string) => {
      try {
        return evaluate(text);
      } catch (error) {
        return error instanceof SyntaxError ? error.message : error;
      }
    };

    expect(getError('RATE(errors)')).to.equal('RATE with 1 arguments of these types is not emulated.');
    expect(getError('SUM(errors)')).to.equal('SUM with 1 arguments of these types is not emulated.');
    expect(getError('misses / requests')).to.equal('There is no metric with the ID "misses".');
    expect(getError('METRICS()')).to.equal('The expression does not return exactly one series.');
    expect(getError('METRICS() + 1')).to.equal('Operands must be series or numbers.');
    expect(getError('7')).to.equal('The expression does not return exactly one series.');
    expect(getError('errors requests')).to.equal('Unexpected "requests".');
    expect(getError('(errors')).to.equal('Unexpected end of the expression.');
    expect(getError('errors ^ 2')).to.equal('Unexpected "^ 2".');
  });
});
