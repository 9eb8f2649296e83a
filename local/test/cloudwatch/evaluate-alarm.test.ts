import { expect } from 'chai';
import { describe, it } from 'mocha';
import { evaluateAlarm, evaluationRange, type MissingData } from '#local/cloudwatch/evaluate-alarm.ts';

const settings = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const states = { alarm: 'ALARM', ok: 'OK', none: 'INSUFFICIENT_DATA', keep: 'unchanged' } as const;
type Expected = readonly (keyof typeof states)[];

/** M, N, datapoints (newest last; `0` OK, `X` breaching, `-` missing), and the expected state for each setting. */
const vectors: readonly (readonly [number, number, string, Expected])[] = [
  [3, 3, '0 - X - X', ['ok', 'ok', 'ok', 'ok']],
  [3, 3, '0 - - - -', ['ok', 'ok', 'ok', 'ok']],
  [3, 3, '- - - - -', ['none', 'keep', 'alarm', 'ok']],
  [3, 3, '0 X X - X', ['alarm', 'alarm', 'alarm', 'alarm']],
  [3, 3, '- - X - -', ['alarm', 'keep', 'alarm', 'ok']],
  [2, 3, '0 - X - X', ['alarm', 'alarm', 'alarm', 'alarm']],
  [2, 3, '0 0 X 0 X', ['alarm', 'alarm', 'alarm', 'alarm']],
  [2, 3, '0 - X - -', ['ok', 'ok', 'alarm', 'ok']],
  [2, 3, '- - - - 0', ['ok', 'ok', 'alarm', 'ok']],
  [2, 3, '- - - X -', ['alarm', 'keep', 'alarm', 'ok']],
];

const pointBySymbol = new Map([
  ['0', 0],
  ['X', 1],
]);
const parsePoints = (text: string) => text.split(' ').map((sign) => pointBySymbol.get(sign));

const evaluate = (text: string, datapointsToAlarm: number, evaluationPeriods: number, missingData: MissingData) =>
  evaluateAlarm(parsePoints(text), {
    datapointsToAlarm,
    evaluationPeriods,
    missingData,
    isBreaching: (point) => point > 0,
  });

describe('evaluateAlarm', () => {
  for (const [m, n, points, expected] of vectors) {
    it(`evaluates ${points} with ${m} of ${n} datapoints for each treat_missing_data setting, as AWS documents`, () => {
      const results = settings.map((setting) => evaluate(points, m, n, setting));

      expect(results).to.deep.equal(expected.map((state) => states[state]));
    });
  }

  it('does not fire early for a single breaching datapoint that is newer than M periods', () => {
    const found = ['- - - - X', '- - - X -'].map((points) => evaluate(points, 3, 3, 'missing'));

    expect(found).to.not.include('ALARM');
  });

  it('reads two periods more than it evaluates', () => {
    expect(evaluationRange({ evaluationPeriods: 3 })).to.equal(5);
  });
});
