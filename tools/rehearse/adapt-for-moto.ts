// Rewrites the requests that moto supports only in another form.
import { type Fields, fieldsOf, isFields, parseJson } from '#tools/lib/json.ts';
import type { AwsRequest } from './aws-request.ts';

export interface Adapted {
  readonly name: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const adaptForMoto = (request: AwsRequest): Adapted | undefined =>
  mockIntegration(request) ?? asDistribution(request);

/** moto rejects a mock integration without a URI, which AWS does not allow; so this adds one. */
function mockIntegration({ method, path, body }: AwsRequest): Adapted | undefined {
  if (method !== 'PUT' || !/^\/restapis\/[^/]+$/.test(path)) return undefined;
  return {
    name: 'PutRestApi (with a URI for the mock integration)',
    body: JSON.stringify(withMockUri(parseJson(body))),
  };
}

function withMockUri(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMockUri);
  if (!isFields(value)) return value;
  const members: Fields = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withMockUri(member)]),
  );
  return fieldsOf(value)['type'] === 'mock' ? { uri: 'mock', httpMethod: 'GET', ...members } : members;
}

const distributionSignature = {
  authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

/** The page is read as CloudFront reads it: signed, with index.html at the root. */
const asDistribution = ({ method, path, isSigned }: AwsRequest): Adapted | undefined =>
  method === 'GET' && !isSigned
    ? {
        name: 'GetObject (signed, as by CloudFront)',
        path: path.replace(/\/$/, '/index.html'),
        headers: distributionSignature,
      }
    : undefined;
