import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type FaultCall, Faults } from '#local/faults/faults.ts';
import { parseScenario } from '#local/faults/scenario.ts';

const put = (text: string): FaultCall => ({
  operation: 'PutItem',
  function: 'dev-put-customer-id',
  tables: ['customer_ids_dev'],
  text,
});

const injectedIn = (seed: number): readonly boolean[] => {
  const faults = new Faults({ seed, faults: [{ point: 'endpoint', mode: 'throttle', when: { probability: 0.5 } }] });
  for (let call = 0; call < 40; call += 1) faults.find('endpoint', put('ID'));
  return faults.decisions.map(({ injected }) => injected);
};

describe('fault decisions', () => {
  it('are the same for the same seed, and differ for another one', () => {
    expect(injectedIn(1)).to.deep.equal(injectedIn(1));
    expect(injectedIn(1)).not.to.deep.equal(injectedIn(2));
  });

  it('count only the calls that match function, operation, table and key', () => {
    const match = { function: 'put-customer-id', operation: 'PutItem', table: 'customer_ids', key: 'CUST-1' };
    const faults = new Faults({ seed: 1, faults: [{ point: 'endpoint', mode: 'throttle', match, when: { nth: 2 } }] });

    const modes = ['CUST-1', 'CUST-2', 'CUST-1', 'CUST-1'].map((id) => faults.find('endpoint', put(id))?.mode);

    expect(modes).to.deep.equal([undefined, undefined, 'throttle', undefined]);
    expect(faults.decisions.map(({ count, injected }) => [count, injected])).to.deep.equal([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });

  it('cover the calls of a window with both ends, and none at another point', () => {
    const faults = new Faults({ seed: 1, faults: [{ point: 'endpoint', mode: 'deny', when: { window: [2, 3] } }] });
    const modes = [1, 2, 3, 4].map(() => faults.find('endpoint', put('ID'))?.mode);
    expect(modes).to.deep.equal([undefined, 'deny', 'deny', undefined]);
    expect(faults.find('invocation', put('ID'))).to.equal(undefined);
  });

  it('end when the scenario is cleared, which also ends held responses', () => {
    const faults = new Faults({ seed: 1, faults: [{ point: 'endpoint', mode: 'hang-after-headers' }] });
    const { cleared } = faults;
    faults.clear();
    expect(cleared.aborted).to.equal(true);
    expect(faults.find('endpoint', put('ID'))).to.equal(undefined);
  });
});

describe('a fault scenario file', () => {
  it('is read with its seed, match, when and argument', () => {
    const fault = {
      point: 'invocation',
      mode: 'error',
      match: { function: 'log-event' },
      when: { nth: 1 },
      argument: 'X',
    };
    const scenario = { seed: 7, faults: [fault] };
    expect(parseScenario(JSON.stringify(scenario), 'file')).to.deep.equal(scenario);
  });

  for (const [what, text, message] of [
    ['text that is not JSON', '{', /file is not JSON/],
    ['an unknown point', '{"seed":1,"faults":[{"point":"moon"}]}', /point must be one of endpoint,.*not "moon"/],
    ['a mode of another point', '{"seed":1,"faults":[{"point":"delivery","mode":"drip"}]}', /must be one of duplicate/],
    [
      'a "when" without a rule',
      '{"seed":1,"faults":[{"point":"delivery","mode":"deny","when":{}}]}',
      /nth, probability/,
    ],
  ] as const)
    it(`is refused with ${what}`, () => expect(() => parseScenario(text, 'file')).to.throw(message));
});
