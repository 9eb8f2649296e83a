import { expect } from 'chai';
import { describe, it } from 'mocha';
import { compileRule } from '#local/cloudwatch/composite-alarm.ts';
import type { StateValue } from '#local/cloudwatch/evaluate-alarm.ts';

const states: ReadonlyMap<string, StateValue> = new Map([
  ['well', 'OK'],
  ['ill', 'ALARM'],
  ['new one', 'INSUFFICIENT_DATA'],
]);
const isRinging = (rule: string) => compileRule(rule)((name) => states.get(name));

describe('the rule of a composite alarm', () => {
  it('asks for the states of other alarms', () => {
    expect(isRinging('ALARM("ill")')).to.equal(true);
    expect(isRinging('ALARM("well")')).to.equal(false);
    expect(isRinging('OK(well)')).to.equal(true);
    expect(isRinging('INSUFFICIENT_DATA("new one")')).to.equal(true);
    expect(isRinging('ALARM("no such alarm")')).to.equal(false);
  });

  it('binds NOT closer than AND, and AND closer than OR', () => {
    expect(isRinging('TRUE OR FALSE AND FALSE')).to.equal(true);
    expect(isRinging('(TRUE OR FALSE) AND FALSE')).to.equal(false);
    expect(isRinging('NOT ALARM("ill") OR ALARM("ill")')).to.equal(true);
    expect(isRinging('NOT (ALARM("ill") OR ALARM("well"))')).to.equal(false);
  });

  it('is refused when it cannot be read', () => {
    expect(() => isRinging('ALARM("ill") ALARM("well")')).to.throw(SyntaxError, 'left behind its end');
    expect(() => isRinging('(ALARM("ill")')).to.throw(SyntaxError, 'a bracket is not closed');
    expect(() => isRinging('ALARM("ill") AND')).to.throw(SyntaxError, 'its end is not expected');
    expect(() => isRinging('BROKEN("ill")')).to.throw(SyntaxError, '"BROKEN("ill")" is no part of a rule.');
  });
});
