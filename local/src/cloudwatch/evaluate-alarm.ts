import type { Series } from './expression/evaluate-expression.ts';

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export type StateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface AlarmEvaluation {
  /** N in "M out of N". */
  readonly evaluationPeriods: number;
  /** M in "M out of N". */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
  readonly isBreaching: (point: number) => boolean;
}

/** AWS reads more periods than it evaluates, to replace missing datapoints with earlier ones. */
export const evaluationRange = ({ evaluationPeriods }: Pick<AlarmEvaluation, 'evaluationPeriods'>): number =>
  evaluationPeriods + 2;

/** `points` is oldest first. Returns `unchanged` if missing data is ignored and there is too little data. */
export function evaluateAlarm(points: Series, settings: AlarmEvaluation): StateValue | 'unchanged' {
  const { evaluationPeriods, datapointsToAlarm, isBreaching: isBad } = settings;
  const present = points.filter((point) => point !== undefined);
  const evaluated = present.slice(-evaluationPeriods);
  const breachingCount = evaluated.filter(isBad).length;
  if (breachingCount >= datapointsToAlarm) return 'ALARM';
  if (evaluated.length === evaluationPeriods) return 'OK';
  return evaluateMissingData(points, evaluationPeriods - evaluated.length, breachingCount, settings);
}

/** Called when fewer than N datapoints are present and fewer than M of them breach. */
function evaluateMissingData(
  points: Series,
  missingCount: number,
  breachingCount: number,
  settings: AlarmEvaluation,
): StateValue | 'unchanged' {
  const { missingData, datapointsToAlarm } = settings;
  const hasDatapoint = points.some((point) => point !== undefined);
  const hasOkDatapoint = points.some((point) => point !== undefined && !settings.isBreaching(point));
  switch (missingData) {
    case 'notBreaching':
      return 'OK';
    case 'breaching':
      return breachingCount + missingCount >= datapointsToAlarm ? 'ALARM' : 'OK';
    case 'ignore':
      return hasOkDatapoint ? 'OK' : 'unchanged';
    case 'missing':
      if (!hasDatapoint) return 'INSUFFICIENT_DATA';
      return isEarlyAlarm(points, settings) ? 'ALARM' : 'OK';
  }
}

/** All present datapoints breach, and the oldest is at least M periods old. */
function isEarlyAlarm(points: Series, { datapointsToAlarm, isBreaching: isBad }: AlarmEvaluation): boolean {
  const oldest = points.findIndex((point) => point !== undefined);
  const periodsAgo = points.length - oldest;
  return periodsAgo >= datapointsToAlarm && points.every((point) => point === undefined || isBad(point));
}
