const thing = { $ref: '#/components/schemas/Thing' };

/** The import body of a small API, in the format of the Terraform plan. */
export const apiBody = {
  openapi: '3.0.1',
  'x-amazon-apigateway-api-key-source': 'HEADER',
  'x-amazon-apigateway-request-validators': {
    full: { validateRequestBody: true, validateRequestParameters: true },
  },
  'x-amazon-apigateway-gateway-responses': {
    DEFAULT_4XX: problem('bad'),
    DEFAULT_5XX: problem('internal'),
    BAD_REQUEST_BODY: problem('bad-body', 400),
    BAD_REQUEST_PARAMETERS: problem('bad-parameters', 400),
    INVALID_API_KEY: problem('forbidden', 403),
    MISSING_AUTHENTICATION_TOKEN: problem('not-found', 404),
    THROTTLED: problem('throttled', 429, { 'gatewayresponse.header.Retry-After': "'1'" }),
    QUOTA_EXCEEDED: problem('quota', 429, { 'gatewayresponse.header.Retry-After': "'3600'" }),
    INTEGRATION_TIMEOUT: problem('timeout', 504),
  },
  paths: {
    '/health': { get: health() },
    '/things': {
      get: calls('list-things'),
      post: {
        ...calls('add-thing'),
        requestBody: { required: true, content: { 'application/json': { schema: thing } } },
      },
    },
    '/things/{id}': { get: calls('get-thing'), put: calls('put-thing') },
    '/things/special': { get: calls('get-special') },
    '/strict': {
      get: {
        ...calls('get-strict'),
        parameters: [
          { in: 'query', name: 'color', required: true },
          { in: 'header', name: 'X-Color', required: true },
          { in: 'query', name: 'size', required: false },
        ],
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['names'],
        additionalProperties: false,
        properties: { names: { type: 'array', minItems: 1, maxItems: 2, items: { type: 'string', maxLength: 5 } } },
      },
    },
  },
};

function problem(code: string, statusCode?: number, headers: Record<string, string> = {}) {
  return {
    ...(statusCode === undefined ? {} : { statusCode: String(statusCode) }),
    responseParameters: { 'gatewayresponse.header.Content-Type': "'application/problem+json'", ...headers },
    responseTemplates: { 'application/json': `{"code":"${code}","requestId":"$context.requestId"}` },
  };
}

function calls(operationId: string) {
  return {
    operationId,
    security: [{ api_key: [] }],
    'x-amazon-apigateway-request-validator': 'full',
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      timeoutInMillis: 300,
      uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${operationId}:live/invocations`,
    },
  };
}

function health() {
  return {
    operationId: 'health',
    security: [],
    'x-amazon-apigateway-integration': {
      type: 'mock',
      responses: {
        default: {
          statusCode: '200',
          responseParameters: { 'method.response.header.Cache-Control': "'no-store'" },
          responseTemplates: { 'application/json': '{"status":"ok"}' },
        },
      },
    },
  };
}
