import { type Fields, fieldsOf, parseJson } from '#tools/lib/json.ts';
import { jsonResponse, type Service } from '#tools/rehearse/aws-request.ts';

/** Saved queries of CloudWatch Logs. */
export function queryDefinitions(): Service {
  const definitions = new Map<string, Fields>();
  return ({ operation, body }) => {
    const fields = fieldsOf(parseJson(body));
    const queryDefinitionId = String(fields['queryDefinitionId'] ?? `query-${definitions.size + 1}`);
    switch (operation) {
      case 'PutQueryDefinition':
        definitions.set(queryDefinitionId, { ...fields, queryDefinitionId });
        return jsonResponse(operation, { queryDefinitionId });
      case 'DescribeQueryDefinitions':
        return jsonResponse(operation, { queryDefinitions: [...definitions.values()] });
      case 'DeleteQueryDefinition':
        return jsonResponse(operation, { success: definitions.delete(queryDefinitionId) });
      default:
        return undefined;
    }
  };
}
