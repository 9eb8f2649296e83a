import { type Answer, type Call, inside, type Service, xmlAnswer, xmlFault } from '#tools/rehearse/aws-request.ts';

interface EdgeFunction {
  readonly name: string;
  readonly configuration: string;
  readonly code: string;
}

/** CloudFront's functions: their code is kept and given back, and never run. */
export function cloudfrontFunctions(): Service {
  const functions = new Map<string, EdgeFunction>();
  return (call) => {
    const [, , root, name] = call.path.split('/');
    if (root !== 'function') return undefined;
    if (name === undefined) {
      const made = read(call.body);
      functions.set(made.name, made);
      return summary('CreateFunction', made, 'DEVELOPMENT', 201);
    }
    const known = functions.get(name);
    if (!known) return xmlFault('DescribeFunction', 'NoSuchFunctionExists');
    if (call.method !== 'DELETE') return show(known, call);
    functions.delete(name);
    return xmlAnswer('DeleteFunction', '', 204);
  };
}

function show(known: EdgeFunction, { path, query }: Call): Answer {
  if (path.endsWith('/publish')) return summary('PublishFunction', known, 'LIVE');
  if (path.endsWith('/describe')) return summary('DescribeFunction', known, query.get('Stage') ?? 'DEVELOPMENT');
  return codeOf(known);
}

const read = (body: string): EdgeFunction => ({
  name: inside(body, 'Name'),
  configuration: inside(body, 'FunctionConfig'),
  code: inside(body, 'FunctionCode'),
});

const codeOf = ({ code }: EdgeFunction): Answer => ({
  name: 'GetFunction',
  status: 200,
  headers: { 'content-type': 'application/javascript', etag: 'E1' },
  body: Buffer.from(code, 'base64').toString(),
});

const summary = (operation: string, { name, configuration }: EdgeFunction, stage: string, status = 200): Answer =>
  xmlAnswer(
    operation,
    `<FunctionSummary><Name>${name}</Name><Status>UNASSOCIATED</Status>` +
      `<FunctionConfig>${configuration}</FunctionConfig><FunctionMetadata>` +
      `<FunctionARN>arn:aws:cloudfront::123456789012:function/${name}</FunctionARN><Stage>${stage}</Stage>` +
      '<CreatedTime>2026-01-01T00:00:00Z</CreatedTime><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>' +
      '</FunctionMetadata></FunctionSummary>',
    status,
  );
