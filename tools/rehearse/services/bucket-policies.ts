import { type Service, xmlAnswer } from '#tools/rehearse/aws-request.ts';

/** The policies of buckets. moto would keep them too, but reads no condition, and so denies all where plain HTTP is denied. */
export function bucketPolicies(): Service {
  const policies = new Map<string, string>();
  return ({ method, path, query, body }) => {
    if (!query.has('policy')) return undefined;
    if (method === 'PUT') {
      policies.set(path, body);
      return xmlAnswer('PutBucketPolicy', '', 204);
    }
    if (method === 'DELETE') {
      policies.delete(path);
      return xmlAnswer('DeleteBucketPolicy', '', 204);
    }
    const policy = policies.get(path);
    if (policy === undefined)
      return xmlAnswer('GetBucketPolicy', '<Error><Code>NoSuchBucketPolicy</Code></Error>', 404);
    return { name: 'GetBucketPolicy', status: 200, headers: { 'content-type': 'application/json' }, body: policy };
  };
}
