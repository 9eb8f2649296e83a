import { expect } from 'chai';
import { describe, it } from 'mocha';
import { readProblem } from '#lib/api/problem.ts';
import { explainRead, explainWrite } from '#lib/explain-problem.ts';

describe('The text of a problem', () => {
  it('reports an internal error of the API as an error, not as a missing response', () => {
    const problem = readProblem(500, { code: 'internal', requestId: 'r-1' }, undefined);

    expect(explainRead(problem)).to.equal(
      "The registry reported an error. Nothing was changed, and it's safe to try again.",
    );
    expect(explainWrite(problem, 'added')).to.equal(
      "The registry reported an error. It's safe to try again: it won't be added twice.",
    );
  });

  it('reports a missing response as such', () => {
    const problem = readProblem(504, '<html>', undefined);

    expect(explainRead(problem)).to.match(/^The registry isn't responding\. Nothing was changed/);
    expect(explainWrite(problem, 'deleted')).to.match(/^We didn't get a response\..*won't be deleted twice\.$/);
  });
});
