import { fieldsOf, listOf, parseJson } from '#tools/lib/json.ts';
import { jsonResponse, type Service } from '#tools/rehearse/aws-request.ts';

/** Removing a stage from a usage plan, which moto cannot do when the stage has its own throttles. */
export const usagePlanStages: Service = ({ method, path, body }) => {
  const [, root, id] = path.split('/');
  if (method !== 'PATCH' || root !== 'usageplans') return undefined;
  const changes = listOf(fieldsOf(parseJson(body))['patchOperations']).map(fieldsOf);
  const removesStage =
    changes.length > 0 && changes.every((change) => change['op'] === 'remove' && change['path'] === '/apiStages');
  return removesStage ? jsonResponse('UpdateUsagePlan (removing a stage)', { id }) : undefined;
};
