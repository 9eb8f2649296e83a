// Describes the API's routes and whether they require a key.
import { type Fields, fieldsOf, isFields, listOf } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

export interface Route {
  readonly name: string;
  readonly requiresKey: boolean;
  readonly operationId: string;
}

/** The only route that is public on purpose. It reports only that the API responds. */
export const openRoute = 'GET /health';

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'x-amazon-apigateway-any-method']);

export function describeRoutes({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type !== 'aws_api_gateway_rest_api') return [];
  if (!isFields(values['body'])) return [{ subject: '', sentences: [`The routes: ${wholeCode(values['body'])}`] }];
  const sentences = listRoutes(values['body']).map(
    ({ name, requiresKey, operationId }) =>
      `${wholeCode(name)} (${operationId}) ${requiresKey ? 'requires an API key' : 'is public, without a key'}`,
  );
  return [{ subject: '', sentences }];
}

export function listRoutes(body: Fields): readonly Route[] {
  const schemes = fieldsOf(fieldsOf(body['components'])['securitySchemes']);
  return Object.entries(fieldsOf(body['paths'])).flatMap(([path, operations]) =>
    Object.entries(fieldsOf(operations))
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({
        name: `${method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()} ${path}`,
        requiresKey: everyAlternativeRequiresKey(listOf(fieldsOf(operation)['security']), schemes),
        operationId: String(fieldsOf(operation)['operationId'] ?? 'without an operationId'),
      })),
  );
}

/** The entries are alternatives, so one without a key makes the route public. API Gateway ignores the root's security. */
function everyAlternativeRequiresKey(alternatives: readonly unknown[], schemes: Fields): boolean {
  const isKey = (name: string) => fieldsOf(schemes[name])['type'] === 'apiKey';
  return alternatives.length > 0 && alternatives.every((alternative) => Object.keys(fieldsOf(alternative)).some(isKey));
}
