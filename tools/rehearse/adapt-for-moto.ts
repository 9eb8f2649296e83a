// What moto can do only when it is asked in another way.
import { type Fields, fieldsOf, isFields, parseJson } from '#tools/lib/json.ts';
import type { Call } from './aws-request.ts';

export interface Adapted {
  readonly name: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const adaptForMoto = (call: Call): Adapted | undefined => mockIntegration(call) ?? throughDistribution(call);

/** moto imports no API with a mock integration, which has no address: it gets one. AWS would refuse it. */
function mockIntegration({ method, path, body }: Call): Adapted | undefined {
  if (method !== 'PUT' || !/^\/restapis\/[^/]+$/.test(path)) return undefined;
  return {
    name: 'PutRestApi, with an address for the mock integration',
    body: JSON.stringify(addressed(parseJson(body))),
  };
}

function addressed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(addressed);
  if (!isFields(value)) return value;
  const members: Fields = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, addressed(member)]));
  return fieldsOf(value)['type'] === 'mock' ? { uri: 'mock', httpMethod: 'GET', ...members } : members;
}

const distributionSignature = {
  authorization: 'AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0',
};

/** A browser reads the bucket as through the distribution, which signs what it asks, and asks for a page at the root. */
const throughDistribution = ({ method, path, isSigned }: Call): Adapted | undefined =>
  method === 'GET' && !isSigned
    ? {
        name: 'GetObject, as by the distribution',
        path: path.replace(/\/$/, '/index.html'),
        headers: distributionSignature,
      }
    : undefined;
