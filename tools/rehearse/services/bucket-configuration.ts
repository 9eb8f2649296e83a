import { type Service, xmlResponse } from '#tools/rehearse/aws-request.ts';

/** S3 bucket policies. moto ignores conditions, so our deny of plain HTTP would deny every request. */
export function bucketPolicies(): Service {
  const policies = new Map<string, string>();
  return ({ method, path, query, body }) => {
    if (!query.has('policy')) return undefined;
    if (method === 'PUT') {
      policies.set(path, body);
      return xmlResponse('PutBucketPolicy', '', 204);
    }
    if (method === 'DELETE') {
      policies.delete(path);
      return xmlResponse('DeleteBucketPolicy', '', 204);
    }
    const policy = policies.get(path);
    if (policy === undefined)
      return xmlResponse('GetBucketPolicy', '<Error><Code>NoSuchBucketPolicy</Code></Error>', 404);
    return { name: 'GetBucketPolicy', status: 200, headers: { 'content-type': 'application/json' }, body: policy };
  };
}

/** S3 access logging. moto checks a bucket policy that it does not store. */
export function bucketLogging(): Service {
  const statuses = new Map<string, string>();
  return ({ method, path, query, body }) => {
    if (!query.has('logging')) return undefined;
    if (method !== 'PUT') return xmlResponse('GetBucketLogging', statuses.get(path) ?? '<BucketLoggingStatus/>');
    statuses.set(path, body);
    return xmlResponse('PutBucketLogging', '');
  };
}
