import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';

/** The backend of an operation. */
export type Integration =
  | { readonly kind: 'lambda'; readonly functionArn: string; readonly timeoutMillis: number }
  | {
      readonly kind: 'mock';
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: string;
    };

/** One method of one resource in the OpenAPI document. */
export interface Operation {
  readonly method: string;
  /** For example `/customer-ids/{id}`. */
  readonly resourcePath: string;
  readonly needsKey: boolean;
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** Schemas by media type; a type without a schema is not validated. */
  readonly bodyModels: ReadonlyMap<string, unknown>;
  readonly integration: Integration;
}

const KEY_HEADER = 'HEADER';
const DEFAULT_TIMEOUT_MILLIS = 29_000;

/** Parses an API Gateway import body. Throws a StartError that names any unsupported setting. */
export function readOperations(body: JsonReader): readonly Operation[] {
  const keySource = body.text('x-amazon-apigateway-api-key-source', KEY_HEADER);
  if (keySource !== KEY_HEADER) throw new StartError(`The API key source ${keySource} is not emulated.`);
  const validators = body.record('x-amazon-apigateway-request-validators', {});
  return body
    .record('paths')
    .entries()
    .flatMap(([resourcePath, methods]) =>
      methods
        .entries()
        .map(([method, operation]) => readOperation(method.toUpperCase(), resourcePath, operation, validators)),
    );
}

function readOperation(method: string, resourcePath: string, source: JsonReader, validators: JsonReader): Operation {
  const validator = validators.record(source.text('x-amazon-apigateway-request-validator', ''), {});
  const parameters = validator.flag('validateRequestParameters', false) ? source.blocks('parameters') : [];
  const required = (place: string) =>
    parameters
      .filter((parameter) => parameter.text('in') === place && parameter.flag('required', false))
      .map((parameter) => parameter.text('name'));
  return {
    method,
    resourcePath,
    needsKey: source.blocks('security').some((scheme) => scheme.has('api_key')),
    requiredQuery: required('query'),
    requiredHeaders: required('header'),
    bodyModels: validator.flag('validateRequestBody', false) ? readModels(source) : new Map(),
    integration: readIntegration(`${method} ${resourcePath}`, source.record('x-amazon-apigateway-integration')),
  };
}

function readModels(source: JsonReader): ReadonlyMap<string, unknown> {
  const content = source.record('requestBody', {}).record('content', {});
  return new Map(content.entries().map(([mediaType, { fields }]) => [mediaType, fields['schema']]));
}

function readIntegration(operation: string, source: JsonReader): Integration {
  const type = source.text('type').toLowerCase();
  if (type === 'mock') return readMock(source.record('responses').record('default'));
  if (type !== 'aws_proxy') throw new StartError(`${operation}: the integration type ${type} is not emulated.`);
  const functionArn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(source.text('uri'))?.[1];
  if (!functionArn) throw new StartError(`${operation}: the integration URI does not contain a function ARN.`);
  return { kind: 'lambda', functionArn, timeoutMillis: source.number('timeoutInMillis', DEFAULT_TIMEOUT_MILLIS) };
}

function readMock(response: JsonReader): Integration {
  return {
    kind: 'mock',
    status: Number(response.text('statusCode')),
    headers: readHeaders(response.record('responseParameters', {}), 'method.response.header.'),
    body: response.record('responseTemplates').text('application/json'),
  };
}

/** Parses response parameters such as `{"gatewayresponse.header.Retry-After": "'1'"}`. Only literals are supported. */
export function readHeaders(parameters: JsonReader, prefix: string): readonly (readonly [string, string])[] {
  return Object.entries(parameters.texts()).map(([name, expression]) => {
    const text = /^'([^\r\n]*)'$/.exec(expression)?.[1];
    if (text === undefined || !name.startsWith(prefix)) {
      throw new StartError(`The response parameter ${name} = ${expression} is not emulated.`);
    }
    return [name.slice(prefix.length), text] as const;
  });
}
