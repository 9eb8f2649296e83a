// The API's routes, and which of them ask for a key.
import { type Fields, fieldsOf, isFields, listOf } from '#tools/lib/json.ts';
import { wholeCode } from './markdown.ts';
import type { PlannedResource } from './plan.ts';
import type { Facts } from './section.ts';

export interface Route {
  readonly name: string;
  readonly asksForKey: boolean;
  readonly operationId: string;
}

/** The one route that is open on purpose: it tells that the API answers, and nothing else. */
export const openRoute = 'GET /health';

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'x-amazon-apigateway-any-method']);

export function describeRoutes({ type }: Pick<PlannedResource, 'type'>, values: Fields): readonly Facts[] {
  if (type !== 'aws_api_gateway_rest_api') return [];
  if (!isFields(values['body'])) return [{ subject: '', sentences: [`The routes: ${wholeCode(values['body'])}`] }];
  const sentences = routesOf(values['body']).map(
    ({ name, asksForKey, operationId }) =>
      `${wholeCode(name)} (${operationId}) ${asksForKey ? 'asks for an API key' : 'is open to everybody, without a key'}`,
  );
  return [{ subject: '', sentences }];
}

export function routesOf(body: Fields): readonly Route[] {
  const schemes = fieldsOf(fieldsOf(body['components'])['securitySchemes']);
  return Object.entries(fieldsOf(body['paths'])).flatMap(([path, operations]) =>
    Object.entries(fieldsOf(operations))
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => ({
        name: `${method === 'x-amazon-apigateway-any-method' ? 'ANY' : method.toUpperCase()} ${path}`,
        asksForKey: everyWayNeedsKey(listOf(fieldsOf(operation)['security']), schemes),
        operationId: String(fieldsOf(operation)['operationId'] ?? 'without an operationId'),
      })),
  );
}

/** Each entry is one way in, so one without a key opens the route. API Gateway ignores what stands at the root. */
function everyWayNeedsKey(ways: readonly unknown[], schemes: Fields): boolean {
  const isKey = (name: string) => fieldsOf(schemes[name])['type'] === 'apiKey';
  return ways.length > 0 && ways.every((way) => Object.keys(fieldsOf(way)).some(isKey));
}
