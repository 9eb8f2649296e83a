import { jsonResponse, type Service } from '#tools/rehearse/aws-request.ts';

/** Accepts every definition; the workflow tests validate ours. */
export const stepFunctions: Service = ({ operation }) => {
  if (operation === 'ValidateStateMachineDefinition') return jsonResponse(operation, { result: 'OK', diagnostics: [] });
  if (operation === 'ListStateMachineVersions') return jsonResponse(operation, { stateMachineVersions: [] });
  return undefined;
};
