import { expect } from 'chai';
import { describe, it } from 'mocha';
import { judge, type MissingData, periodsLookedAt } from '#local/cloudwatch/evaluate-alarm.ts';

const settings = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;
const states = { alarm: 'ALARM', ok: 'OK', none: 'INSUFFICIENT_DATA', keep: 'keep' } as const;
type Expected = readonly (keyof typeof states)[];

/** M of N, the points (newest on the right; `0` good, `X` bad, `-` missing), and the state for each of the settings. */
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

const pointOf = new Map([
  ['0', 0],
  ['X', 1],
]);
const pointsOf = (text: string) => text.split(' ').map((sign) => pointOf.get(sign));

const judged = (text: string, datapointsToAlarm: number, evaluationPeriods: number, missingData: MissingData) =>
  judge(pointsOf(text), { datapointsToAlarm, evaluationPeriods, missingData, isBad: (point) => point > 0 });

describe('judging an alarm', () => {
  for (const [m, n, points, expected] of vectors) {
    it(`judges ${points} by ${m} of ${n} as AWS does, for each way to treat what is missing`, () => {
      const found = settings.map((setting) => judged(points, m, n, setting));

      expect(found).to.deep.equal(expected.map((state) => states[state]));
    });
  }

  it('does not ring early for a lone bad point that is younger than the periods it needs', () => {
    const found = ['- - - - X', '- - - X -'].map((points) => judged(points, 3, 3, 'missing'));

    expect(found).to.not.include('ALARM');
  });

  it('looks at five periods where three decide', () => {
    expect(periodsLookedAt({ evaluationPeriods: 3 })).to.equal(5);
  });
});
