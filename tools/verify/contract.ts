// Requests for the contract's operations. Each response must match the OpenAPI document.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { fieldsOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';

export interface ContractRequest {
  readonly operation: string;
  readonly status: number;
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const contract = JSON.parse(readFileSync(join(infraFolder, 'modules/api/openapi.json'), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(contract, 'contract');
const operations = Object.entries(fieldsOf(contract.paths)).flatMap(([path, methods]) =>
  Object.entries(fieldsOf(methods)).map(([method, operation]) => ({
    id: fieldsOf(operation)['operationId'],
    pointer: ['paths', path, method, 'responses'],
    responses: fieldsOf(fieldsOf(operation)['responses']),
  })),
);
const json = { 'content-type': 'application/json' };
const unknownSubmission = '01M81DJ99T2MFG6C0VJ1HNPE5S';

/** In this order: the ID is new at first and deleted in the end. */
export function contractRequests(id: string): readonly ContractRequest[] {
  const path = `/customer-ids/${id}`;
  const on =
    (operation: string, method: string) =>
    (status: number, request: Partial<ContractRequest> = {}) => ({
      operation,
      method,
      path,
      status,
      ...request,
    });
  const put = on('put-customer-id', 'PUT');
  const get = on('get-customer-id', 'GET');
  const remove = on('delete-customer-id', 'DELETE');
  return [
    { operation: 'health', status: 200, path: '/health', headers: { 'x-api-key': '' } },
    put(403, { headers: { 'x-api-key': '' } }),
    put(201),
    put(200),
    put(412, { headers: { 'if-none-match': '*' } }),
    put(400, { path: '/customer-ids/not%20valid' }),
    get(200),
    get(400, { path: '/customer-ids/a%2Fb' }),
    get(400, { path: '/customer-ids/a%00b' }),
    remove(412, { headers: { 'if-match': '"0"' } }),
    remove(204),
    remove(404),
    remove(400, { path: '/customer-ids/-a-' }),
    get(404),
    { operation: 'list-customer-ids', status: 200, path: '/customer-ids?limit=2' },
    { operation: 'list-customer-ids', status: 400, path: '/customer-ids?limit=101' },
    { operation: 'list-submissions', status: 200, path: '/submissions?limit=1' },
    { operation: 'list-submissions', status: 400, path: '/submissions?cursor=nonsense' },
    { operation: 'get-submission', status: 404, path: `/submissions/${unknownSubmission}` },
    { operation: 'retry-submission', method: 'POST', status: 404, path: `/submissions/${unknownSubmission}/retry` },
    { operation: 'get-client', status: 200, path: '/client' },
    ...requestsWithLists(id),
  ];
}

function requestsWithLists(id: string): readonly ContractRequest[] {
  const on =
    (operation: string, path: string) =>
    (status: number, body: string, headers: ContractRequest['headers'] = json) => ({
      operation,
      method: 'POST',
      path,
      status,
      headers,
      body,
    });
  const lookUp = on('look-up-customer-ids', '/lookups');
  const submit = on('submit-customer-ids', '/submissions');
  const one = JSON.stringify({ ids: [id] });
  return [
    lookUp(200, JSON.stringify({ ids: [id, `${id}-NEVER`, 'not valid'] })),
    lookUp(400, '{"ids":[]}'),
    submit(400, '{"ids":[1,{}]}'),
    submit(413, `${one}${' '.repeat(16 * 1024)}`),
    submit(415, one, { 'content-type': 'text/plain' }),
    submit(415, one, { ...json, 'content-encoding': 'gzip' }),
  ];
}

/** The reason why a response does not match the contract, if there is one. */
export function findMismatch(operation: string, status: number, type: string, body: string): string | undefined {
  const pointer = findResponse(operation, status);
  if (!pointer) return `the contract has no response ${status}`;
  const response = fieldsOf(pointer.reduce<unknown>((value, name) => fieldsOf(value)[name], contract));
  const [documented] = Object.keys(fieldsOf(response['content']));
  if (!documented) return body === '' ? undefined : 'the contract has no body';
  if (!type.startsWith(documented)) return `the content type is ${type} instead of ${documented}`;
  const schema = [...pointer, 'content', documented, 'schema'];
  const encode = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
  const validate = ajv.compile({ $ref: `contract#/${schema.map(encode).join('/')}` });
  return validate(JSON.parse(body)) ? undefined : ajv.errorsText(validate.errors);
}

/** The path to a response in the OpenAPI document. */
function findResponse(operationId: string, status: number): readonly string[] | undefined {
  const operation = operations.find(({ id }) => id === operationId);
  const response = operation?.responses[String(status)];
  if (!operation || response === undefined) return undefined;
  const reference = fieldsOf(response)['$ref'];
  return typeof reference === 'string' ? reference.slice(2).split('/') : [...operation.pointer, String(status)];
}
