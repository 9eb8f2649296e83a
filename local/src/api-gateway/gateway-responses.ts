import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';
import { readHeaders } from './api-definition.ts';
import { buildHeaders, type HttpResponse, type RequestIds } from './http-response.ts';

/** Gateway response types with AWS's default status, error type and message. REQUEST_TOO_LARGE cannot be customized. */
const gatewayErrors = {
  'route-not-found': [
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  'invalid-api-key': ['INVALID_API_KEY', 403, 'ForbiddenException', 'Forbidden'],
  throttled: ['THROTTLED', 429, 'TooManyRequestsException', 'Too Many Requests'],
  'quota-exceeded': ['QUOTA_EXCEEDED', 429, 'LimitExceededException', 'Limit Exceeded'],
  'malformed-path': ['DEFAULT_4XX', 400, 'BadRequestException', 'Bad Request'],
  'missing-parameter': ['BAD_REQUEST_PARAMETERS', 400, 'BadRequestException', 'Missing required request parameters'],
  'invalid-body': ['BAD_REQUEST_BODY', 400, 'BadRequestException', 'Invalid request body'],
  'request-too-large': ['REQUEST_TOO_LARGE', 413, 'RequestTooLargeException', 'Request Too Long'],
  'integration-throttled': ['DEFAULT_5XX', 500, 'InternalServerErrorException', 'Internal server error'],
  'invalid-integration-response': ['DEFAULT_5XX', 502, 'InternalServerErrorException', 'Internal server error'],
  'integration-timeout': ['INTEGRATION_TIMEOUT', 504, 'InternalServerErrorException', 'Endpoint request timed out'],
} as const;

export type GatewayError = keyof typeof gatewayErrors;

export type CreateErrorResponse = (error: GatewayError, ids: RequestIds) => HttpResponse;

interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly template: string;
}

const MEDIA_TYPE = 'application/json';
const VARIABLE = /\$context\.(requestId|extendedRequestId|error\.responseType|error\.messageString|error\.message)\b/g;

/** Creates error responses from the gateway responses in the document, or AWS's defaults. */
export function readGatewayResponses(body: JsonReader): CreateErrorResponse {
  const definitions = body.record('x-amazon-apigateway-gateway-responses', {}).entries();
  const defined = new Map(definitions.map(([type, source]) => [type, readResponse(type, source)]));
  return (error, ids) => {
    const [type, status, errorType, message] = gatewayErrors[error];
    const fallback = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const response = type === 'REQUEST_TOO_LARGE' ? undefined : (defined.get(type) ?? defined.get(fallback));
    const { template, headers } = response ?? defaultResponse;
    return {
      status: response?.status ?? status,
      headers: buildHeaders(ids, [['Content-Type', MEDIA_TYPE], ['x-amzn-ErrorType', errorType], ...headers]),
      body: Buffer.from(render(template, { ...ids, responseType: type, message })),
    };
  };
}

const defaultResponse = { template: '{"message":$context.error.messageString}', headers: [] };

function readResponse(type: string, source: JsonReader): GatewayResponse {
  const template = source.record('responseTemplates').text(MEDIA_TYPE);
  if (template.replaceAll(VARIABLE, '').includes('$')) {
    throw new StartError(`The gateway response ${type} uses a variable that is not emulated: ${template}`);
  }
  return {
    status: source.has('statusCode') ? Number(source.fields['statusCode']) : undefined,
    headers: readHeaders(source.record('responseParameters', {}), 'gatewayresponse.header.'),
    template,
  };
}

function render(template: string, context: RequestIds & { responseType: string; message: string }): string {
  const variables: Readonly<Record<string, string>> = {
    requestId: context.requestId,
    extendedRequestId: context.extendedRequestId,
    'error.responseType': context.responseType,
    'error.message': context.message,
    'error.messageString': JSON.stringify(context.message),
  };
  return template.replaceAll(VARIABLE, (_, name: string) => variables[name] ?? '');
}
