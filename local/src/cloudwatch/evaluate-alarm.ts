import type { Series } from './expression/evaluate-expression.ts';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Judgement {
  /** N: how many periods decide. */
  readonly evaluationPeriods: number;
  /** M: how many of them must be bad. */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
  readonly isBad: (point: number) => boolean;
}

/** AWS looks back somewhat further than the periods that decide, for real points to put in the place of missing ones. */
export const periodsLookedAt = ({ evaluationPeriods }: Pick<Judgement, 'evaluationPeriods'>): number =>
  evaluationPeriods + 2;

/** The state that the points, oldest first, ask for; `keep` where they say nothing. */
export function judge(points: Series, judgement: Judgement): StateValue | 'keep' {
  const { evaluationPeriods, datapointsToAlarm, isBad } = judgement;
  const real = points.filter((point) => point !== undefined);
  const decisive = real.slice(-evaluationPeriods);
  const bad = decisive.filter(isBad).length;
  if (bad >= datapointsToAlarm) return 'ALARM';
  if (decisive.length === evaluationPeriods) return 'OK';
  return judgeGaps(points, evaluationPeriods - decisive.length, bad, judgement);
}

/** There are fewer real points than must decide, and their bad ones alone are too few. */
function judgeGaps(points: Series, gaps: number, bad: number, judgement: Judgement): StateValue | 'keep' {
  const { missingData, datapointsToAlarm } = judgement;
  const isAnyReal = points.some((point) => point !== undefined);
  const isAnyGood = points.some((point) => point !== undefined && !judgement.isBad(point));
  switch (missingData) {
    case 'notBreaching':
      return 'OK';
    case 'breaching':
      return bad + gaps >= datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore':
      return isAnyGood ? 'OK' : 'keep';
    case 'missing':
      if (!isAnyReal) return 'INSUFFICIENT_DATA';
      return isEarlyAlarm(points, judgement) ? 'ALARM' : 'OK';
  }
}

/** A series that began bad long enough ago and has shown nothing good since. */
function isEarlyAlarm(points: Series, { datapointsToAlarm, isBad }: Judgement): boolean {
  const oldest = points.findIndex((point) => point !== undefined);
  const periodsAgo = points.length - oldest;
  return periodsAgo >= datapointsToAlarm && points.every((point) => point === undefined || isBad(point));
}
