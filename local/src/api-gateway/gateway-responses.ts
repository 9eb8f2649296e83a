import type { JsonReader } from '#local/json-reader.ts';
import { StartError } from '#local/start-error.ts';
import { readHeaders } from './api-definition.ts';
import { type Answer, headersOf, type RequestIds } from './http-response.ts';

/**
 * What the gateway answers by itself: the type of gateway response that AWS uses, and what AWS says when the API
 * defines none. REQUEST_TOO_LARGE alone cannot be defined.
 */
const refusals = {
  'no-route': [
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ],
  'no-key': ['INVALID_API_KEY', 403, 'ForbiddenException', 'Forbidden'],
  throttled: ['THROTTLED', 429, 'TooManyRequestsException', 'Too Many Requests'],
  'quota-spent': ['QUOTA_EXCEEDED', 429, 'LimitExceededException', 'Limit Exceeded'],
  'malformed-path': ['DEFAULT_4XX', 400, 'BadRequestException', 'Bad Request'],
  'missing-parameter': ['BAD_REQUEST_PARAMETERS', 400, 'BadRequestException', 'Missing required request parameters'],
  'invalid-body': ['BAD_REQUEST_BODY', 400, 'BadRequestException', 'Invalid request body'],
  'too-large': ['REQUEST_TOO_LARGE', 413, 'RequestTooLargeException', 'Request Too Long'],
  'function-refused': ['DEFAULT_5XX', 500, 'InternalServerErrorException', 'Internal server error'],
  'no-answer': ['DEFAULT_5XX', 502, 'InternalServerErrorException', 'Internal server error'],
  'timed-out': ['INTEGRATION_TIMEOUT', 504, 'InternalServerErrorException', 'Endpoint request timed out'],
} as const;

export type Refusal = keyof typeof refusals;

export type Refuse = (refusal: Refusal, ids: RequestIds) => Answer;

interface GatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly template: string;
}

const MEDIA_TYPE = 'application/json';
const VARIABLE = /\$context\.(requestId|extendedRequestId|error\.responseType|error\.messageString|error\.message)\b/g;

/** Answers in the words of the document's own gateway responses. */
export function readGatewayResponses(body: JsonReader): Refuse {
  const definitions = body.record('x-amazon-apigateway-gateway-responses', {}).entries();
  const defined = new Map(definitions.map(([type, source]) => [type, readResponse(type, source)]));
  return (refusal, ids) => {
    const [type, status, errorType, message] = refusals[refusal];
    const fallback = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
    const response = type === 'REQUEST_TOO_LARGE' ? undefined : (defined.get(type) ?? defined.get(fallback));
    const { template, headers } = response ?? undefinedResponse;
    return {
      status: response?.status ?? status,
      headers: headersOf(ids, [['Content-Type', MEDIA_TYPE], ['x-amzn-ErrorType', errorType], ...headers]),
      body: Buffer.from(render(template, { ...ids, responseType: type, message })),
    };
  };
}

const undefinedResponse = { template: '{"message":$context.error.messageString}', headers: [] };

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
