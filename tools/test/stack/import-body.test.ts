import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type ApiDocument, importBody, readContract } from '#tools/stack/import-body.ts';

const contract = readContract();
const body = importBody(contract);

const operations = ({ paths }: ApiDocument) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
  );

const members = (value: unknown): readonly (readonly [string, unknown])[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap((entry) => [entry, ...members(entry[1])])
    : [];

/** Each schema in a document: an object whose type is a string. */
const schemas = (value: unknown): Readonly<Record<string, unknown>>[] =>
  members({ value }).flatMap(([, member]) =>
    member !== null && typeof member === 'object' && typeof Reflect.get(member, 'type') === 'string'
      ? [{ ...member }]
      : [],
  );

describe('the document that API Gateway imports', () => {
  it('imports the operations, keys and bodies of the contract, without examples', () => {
    const described = (document: ApiDocument) =>
      operations(document).map(({ route, operationId, security, requestBody }) => ({
        route,
        operationId,
        security,
        body: requestBody?.content['application/json']?.schema,
      }));

    expect(described(body)).to.deep.equal(described(contract));
  });

  it('imports the parameters of the contract, reduced to name, location and type', () => {
    const limit = { name: 'limit', in: 'query', required: false, schema: { type: 'integer' } };
    const cursor = { name: 'cursor', in: 'query', required: false, schema: { type: 'string' } };
    const text = (name: string) => ({ ...cursor, name });
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const header = (name: string) => ({ name, in: 'header', required: false, schema: { type: 'string' } });

    const parameters = operations(body).map(({ operationId, parameters = [] }) => [operationId, parameters]);

    expect(Object.fromEntries(parameters)).to.deep.equal({
      'list-customer-ids': [text('state'), text('prefix'), text('source'), limit, cursor],
      'get-customer-id': [id, header('If-None-Match')],
      'put-customer-id': [id, header('If-None-Match')],
      'delete-customer-id': [id, header('If-Match')],
      'look-up-customer-ids': [],
      'list-submissions': [text('status'), text('client'), limit, cursor],
      'submit-customer-ids': [header('Idempotency-Key')],
      'get-submission': [{ ...id, name: 'submissionId' }],
      'retry-submission': [{ ...id, name: 'submissionId' }],
      'get-client': [],
      health: [],
    });
  });

  it('imports only the models of the request bodies, unchanged', () => {
    const { LookupRequest, SubmissionRequest } = contract.components.schemas;

    expect(body.components.schemas).to.deep.equal({ LookupRequest, SubmissionRequest });
  });

  it('uses no keyword that API Gateway drops or warns about', () => {
    const unsupported = ['default', 'deprecated', 'discriminator', 'example', 'examples', 'format', 'nullable'];
    const combining = [
      'allOf',
      'anyOf',
      'oneOf',
      'not',
      'readOnly',
      'writeOnly',
      'exclusiveMinimum',
      'tags',
      'servers',
    ];
    const names = members(body).map(([name]) => name);

    expect(names.filter((name) => [...unsupported, ...combining].includes(name))).to.deep.equal([]);
    expect(Object.keys(body).sort()).to.deep.equal(['components', 'info', 'openapi', 'paths']);
    expect(Object.keys(body.components.schemas).filter((name) => !/^[A-Za-z0-9]+$/.test(name))).to.deep.equal([]);
  });

  it('cannot be generated when a request body refers to another model', () => {
    const nested = { type: 'object', properties: { id: { $ref: '#/components/schemas/CanonicalId' } } };
    const schemas = { ...contract.components.schemas, SubmissionRequest: nested };
    const changed = { ...contract, components: { ...contract.components, schemas } };

    expect(() => importBody(changed)).to.throw('one flat model');
  });
});

describe('the OpenAPI contract', () => {
  it('requires the key on every operation except GET /health', () => {
    const asked = operations(contract).map(({ route, security }) => [route, JSON.stringify(security)] as const);
    const keyless = asked.filter(([, security]) => security !== '[{"api_key":[]}]');

    expect(keyless).to.deep.equal([['GET /health', '[]']]);
  });

  it('bounds every array, string and object', () => {
    const unbounded = schemas([contract.components.schemas, contract.components.parameters]).filter(
      (schema) =>
        (schema['type'] === 'array' && !('maxItems' in schema)) ||
        (schema['type'] === 'string' && !('maxLength' in schema) && !('enum' in schema)) ||
        (schema['type'] === 'object' && schema['additionalProperties'] !== false),
    );

    expect(unbounded).to.deep.equal([]);
  });
});
