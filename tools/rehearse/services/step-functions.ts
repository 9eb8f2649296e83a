import { jsonAnswer, type Service } from '#tools/rehearse/aws-request.ts';

/** Every definition is called good: whether it is one, the tests of the workflow tell. */
export const stepFunctions: Service = ({ operation }) => {
  if (operation === 'ValidateStateMachineDefinition') return jsonAnswer(operation, { result: 'OK', diagnostics: [] });
  if (operation === 'ListStateMachineVersions') return jsonAnswer(operation, { stateMachineVersions: [] });
  return undefined;
};
