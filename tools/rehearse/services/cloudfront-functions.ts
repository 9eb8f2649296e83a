import {
  type AwsRequest,
  type AwsResponse,
  elementText,
  type Service,
  xmlError,
  xmlResponse,
} from '#tools/rehearse/aws-request.ts';

interface EdgeFunction {
  readonly name: string;
  readonly configuration: string;
  readonly code: string;
}

/** CloudFront functions: stored, never run. */
export function cloudfrontFunctions(): Service {
  const functions = new Map<string, EdgeFunction>();
  return (request) => {
    const [, , root, name] = request.path.split('/');
    if (root !== 'function') return undefined;
    if (name === undefined) {
      const created = parseFunction(request.body);
      functions.set(created.name, created);
      return summary('CreateFunction', created, 'DEVELOPMENT', 201);
    }
    const known = functions.get(name);
    if (!known) return xmlError('DescribeFunction', 'NoSuchFunctionExists');
    if (request.method !== 'DELETE') return show(known, request);
    functions.delete(name);
    return xmlResponse('DeleteFunction', '', 204);
  };
}

function show(known: EdgeFunction, { path, query }: AwsRequest): AwsResponse {
  if (path.endsWith('/publish')) return summary('PublishFunction', known, 'LIVE');
  if (path.endsWith('/describe')) return summary('DescribeFunction', known, query.get('Stage') ?? 'DEVELOPMENT');
  return respondWithCode(known);
}

const parseFunction = (body: string): EdgeFunction => ({
  name: elementText(body, 'Name'),
  configuration: elementText(body, 'FunctionConfig'),
  code: elementText(body, 'FunctionCode'),
});

const respondWithCode = ({ code }: EdgeFunction): AwsResponse => ({
  name: 'GetFunction',
  status: 200,
  headers: { 'content-type': 'application/javascript', etag: 'E1' },
  body: Buffer.from(code, 'base64').toString(),
});

const summary = (operation: string, { name, configuration }: EdgeFunction, stage: string, status = 200): AwsResponse =>
  xmlResponse(
    operation,
    `<FunctionSummary><Name>${name}</Name><Status>UNASSOCIATED</Status>` +
      `<FunctionConfig>${configuration}</FunctionConfig><FunctionMetadata>` +
      `<FunctionARN>arn:aws:cloudfront::123456789012:function/${name}</FunctionARN><Rehearsal>${stage}</Rehearsal>` +
      '<CreatedTime>2026-01-01T00:00:00Z</CreatedTime><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>' +
      '</FunctionMetadata></FunctionSummary>',
    status,
  );
