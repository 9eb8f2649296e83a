import validate from 'asl-validator';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { definitionText, type State, stateMachineDefinition, taskStates } from '#support/functions/state-machine.ts';

describe('state machine definition', () => {
  const definition = stateMachineDefinition();

  it('is valid Amazon States Language', () => {
    const verdict = validate(structuredClone(definition));

    expect(verdict.isValid, verdict.errorsText()).to.equal(true);
  });

  it('contains a placeholder for each of its four functions and no other', () => {
    const placeholders = [...definitionText().matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name);

    expect(new Set(placeholders)).to.deep.equal(
      new Set(['validate-id', 'add-to-table', 'delete-from-table', 'log-event']),
    );
  });

  it('uses only JSONPath, because the local runner ignores JSONata', () => {
    const dialects = Object.values(definition.States).map((state) => state['QueryLanguage'] ?? 'JSONPath');

    expect(new Set([definition.QueryLanguage, ...dialects])).to.deep.equal(new Set(['JSONPath']));
    for (const member of ['Arguments', 'Assign', 'Output']) expect(definitionText()).not.to.include(`"${member}"`);
  });

  it('does not use the context object, which differs between runners', () => {
    expect(definitionText()).not.to.include('$$');
  });

  it('sets task timeouts above the function timeout', () => {
    for (const [name, task] of taskStates())
      expect(task.TimeoutSeconds, name).to.be.greaterThan(functionTimeoutSeconds);
  });

  it('retries every task for named errors only, with full jitter and a maximum delay', () => {
    for (const [name, task] of taskStates()) {
      const [retrier, ...others] = task.Retry ?? [];
      expect(others, name).to.deep.equal([]);
      expect(retrier, name).to.include({ JitterStrategy: 'FULL', MaxDelaySeconds: 30, MaxAttempts: 4 });
      expect(retrier?.ErrorEquals, name).to.include.members(['TransientError', 'States.Timeout', 'Lambda.Unknown']);
      expect(retrier?.ErrorEquals, name).not.to.include.oneOf(['States.ALL', 'States.TaskFailed']);
    }
  });

  it('retries the same errors in every task', () => {
    const lists = taskStates().map(([, task]) => JSON.stringify(task.Retry));

    expect(new Set(lists)).to.have.lengthOf(1);
  });

  it('catches States.ALL in every task', () => {
    for (const [name, task] of taskStates()) {
      expect(
        task.Catch?.map((catcher) => catcher.ErrorEquals),
        name,
      ).to.deep.equal([['States.ALL']]);
    }
  });

  it('ends in Fail after a caught error', () => {
    const next = Object.fromEntries(taskStates().map(([name, task]) => [name, task.Catch?.[0]?.Next]));

    expect(next).to.deep.equal({
      ValidateIds: 'LogFailure',
      AddToTable: 'LogFailure',
      DeleteFromTable: 'LogFailure',
      LogEvent: 'LogFailure',
      LogFailure: 'Fail',
    });
    expect(definition.States['LogFailure']?.['Next']).to.equal('Fail');
    expect(definition.States['Fail']?.Type).to.equal('Fail');
  });

  it('sets the execution timeout above the slowest path, because it cannot be caught', () => {
    // One execution adds or deletes.
    const executed = taskStates().filter(([name]) => name !== 'DeleteFromTable');
    const slowest = executed.reduce((seconds, [, task]) => seconds + worstSeconds(task), 0);

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
