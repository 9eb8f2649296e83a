import validate from 'asl-validator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { definitionText, type State, stateMachineDefinition, taskStates } from '#support/functions/state-machine.ts';

describe('the state machine as it is deployed', () => {
  const definition = stateMachineDefinition();

  it('is valid Amazon States Language', () => {
    const verdict = validate(structuredClone(definition));

    expect(verdict.isValid, verdict.errorsText()).to.equal(true);
  });

  it('names one function for each placeholder, and no other', () => {
    const placeholders = [...definitionText().matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name);

    expect(new Set(placeholders)).to.deep.equal(new Set(['validate-id', 'add-to-table', 'log-event']));
  });

  it('is written in JSONPath throughout, as the local runner ignores JSONata', () => {
    const dialects = Object.values(definition.States).map((state) => state['QueryLanguage'] ?? 'JSONPath');

    expect(new Set([definition.QueryLanguage, ...dialects])).to.deep.equal(new Set(['JSONPath']));
    for (const member of ['Arguments', 'Assign', 'Output']) expect(definitionText()).not.to.include(`"${member}"`);
  });

  it('takes nothing from the context object, which differs from runner to runner', () => {
    expect(definitionText()).not.to.include('$$');
  });

  it('gives every task a time limit above that of its function', () => {
    for (const [name, task] of taskStates())
      expect(task.TimeoutSeconds, name).to.be.greaterThan(functionTimeoutSeconds);
  });

  it('retries every task by one retrier, for named errors only, with full jitter and a ceiling', () => {
    for (const [name, task] of taskStates()) {
      const [retrier, ...others] = task.Retry ?? [];
      expect(others, name).to.deep.equal([]);
      expect(retrier, name).to.include({ JitterStrategy: 'FULL', MaxDelaySeconds: 30, MaxAttempts: 4 });
      expect(retrier?.ErrorEquals, name).to.include.members(['TransientError', 'States.Timeout', 'Lambda.Unknown']);
      expect(retrier?.ErrorEquals, name).not.to.include.oneOf(['States.ALL', 'States.TaskFailed']);
    }
  });

  it('retries every task for the same errors', () => {
    const lists = taskStates().map(([, task]) => JSON.stringify(task.Retry));

    expect(new Set(lists)).to.have.lengthOf(1);
  });

  it('catches what is left in every task, with States.ALL alone as AWS demands', () => {
    for (const [name, task] of taskStates()) {
      expect(
        task.Catch?.map((catcher) => catcher.ErrorEquals),
        name,
      ).to.deep.equal([['States.ALL']]);
    }
  });

  it('ends a caught failure in Fail, never in success', () => {
    const next = Object.fromEntries(taskStates().map(([name, task]) => [name, task.Catch?.[0]?.Next]));

    expect(next).to.deep.equal({
      ValidateIds: 'LogFailure',
      AddToTable: 'LogFailure',
      LogEvent: 'LogFailure',
      LogFailure: 'Fail',
    });
    expect(definition.States['LogFailure']?.['Next']).to.equal('Fail');
    expect(definition.States['Fail']?.Type).to.equal('Fail');
  });

  it('has room for the slowest path inside its own time limit, since that limit cannot be caught', () => {
    const slowest = taskStates().reduce((seconds, [, task]) => seconds + worstSeconds(task), 0);

    expect(slowest).to.equal(4 * 80);
    expect(slowest).to.be.lessThan(definition.TimeoutSeconds);
  });
});

const functionTimeoutSeconds = 8;

/** Every attempt runs into its time limit, and every wait is as long as jitter allows. */
function worstSeconds({ TimeoutSeconds = Number.NaN, Retry = [] }: State): number {
  const waits = Retry.flatMap((retrier) =>
    Array.from({ length: retrier.MaxAttempts }, (_, attempt) =>
      Math.min(retrier.IntervalSeconds * retrier.BackoffRate ** attempt, retrier.MaxDelaySeconds),
    ),
  );
  return (waits.length + 1) * TimeoutSeconds + waits.reduce((sum, wait) => sum + wait, 0);
}
