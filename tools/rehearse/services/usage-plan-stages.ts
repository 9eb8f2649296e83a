import { fieldsOf, listOf, parseJson } from '#tools/lib/json.ts';
import { jsonAnswer, type Service } from '#tools/rehearse/aws-request.ts';

/** A stage that leaves a usage plan. moto does not find it in its plan when it has throttles of its own. */
export const usagePlanStages: Service = ({ method, path, body }) => {
  const [, root, id] = path.split('/');
  if (method !== 'PATCH' || root !== 'usageplans') return undefined;
  const changes = listOf(fieldsOf(parseJson(body))['patchOperations']).map(fieldsOf);
  const isLeaving =
    changes.length > 0 && changes.every((change) => change['op'] === 'remove' && change['path'] === '/apiStages');
  return isLeaving ? jsonAnswer('UpdateUsagePlan, when a stage leaves it', { id }) : undefined;
};
