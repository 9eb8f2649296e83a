import type { IncomingHttpHeaders } from 'node:http';
import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { createObject, openObjectFolder, type S3Object } from './s3-object.ts';

/** `path` is the viewer's path, or the one a CloudFront function set. */
export interface ObjectRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export type S3Origin = (request: ObjectRequest) => Promise<HttpResponse>;

/** Serves the built files and the `aws_s3_object`s of the stack. */
export function createS3Origin(folder: string, stack: Stack): S3Origin {
  const findObject = openObjectFolder(folder);
  const objects = new Map(
    stack.ofType('aws_s3_object').map((object) => [`/${object.text('key')}`, readObject(object)]),
  );

  const s3Headers = readS3Headers(stack);

  return async ({ path, headers }) => {
    const object = await (objects.get(path) ?? findObject(path));
    if (!object) return FORBIDDEN;
    const response = toResponse(object, headers);
    return { ...response, headers: [...response.headers, ...s3Headers] };
  };
}

/** Headers that S3 adds, by the bucket's encryption. The distribution has to remove them. */
function readS3Headers(stack: Stack): HttpResponse['headers'] {
  const sites = stack.ofType('aws_s3_object').map((object) => object.text('bucket'));
  const rules = stack
    .ofType('aws_s3_bucket_server_side_encryption_configuration')
    .filter((encryption) => sites.includes(encryption.text('bucket')))
    .flatMap((encryption) => encryption.blocks('rule'));
  return [['Server', 'AmazonS3'], ['x-amz-version-id', 'null'], ...rules.flatMap(readEncryptionHeaders)];
}

function readEncryptionHeaders(rule: JsonReader): HttpResponse['headers'] {
  const name = 'x-amz-server-side-encryption';
  return rule.blocks('apply_server_side_encryption_by_default').flatMap((encryption) => {
    const algorithm = [name, encryption.text('sse_algorithm')] as const;
    const keyArn = encryption.text('kms_master_key_id', '');
    if (!keyArn) return [algorithm];
    return [algorithm, [`${name}-aws-kms-key-id`, keyArn], [`${name}-bucket-key-enabled`, 'true']] as const;
  });
}

/** stack.json contains JSON content decoded. */
function readObject(object: JsonReader): Promise<S3Object> {
  const { content } = object.fields;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const metadata = { contentType: object.text('content_type'), cacheControl: object.text('cache_control') };
  return createObject(metadata, Buffer.from(text));
}

function toResponse(file: S3Object, headers: IncomingHttpHeaders): HttpResponse {
  const shared = [
    ['Cache-Control', file.cacheControl],
    ['ETag', file.etag],
    ['Vary', 'Accept-Encoding'],
  ] as const;
  if (headers['if-none-match']?.includes(file.etag)) return { status: 304, headers: shared, body: EMPTY_BODY };
  const encoding = file.compressed && negotiateEncoding(headers);
  return {
    status: 200,
    headers: [
      ...shared,
      ['Content-Type', file.contentType],
      ...(encoding ? [['Content-Encoding', encoding] as const] : []),
    ],
    body: file.compressed && encoding ? file.compressed[encoding] : file.content,
  };
}

function negotiateEncoding(headers: IncomingHttpHeaders): 'br' | 'gzip' | undefined {
  const accepted = String(headers['accept-encoding'] ?? '');
  if (/\bbr\b(?!;q=0(?:\.0{1,3})?\b)/.test(accepted)) return 'br';
  return /\bgzip\b(?!;q=0(?:\.0{1,3})?\b)/.test(accepted) ? 'gzip' : undefined;
}

const EMPTY_BODY = Buffer.alloc(0);

/** S3 returns 403 for a missing object when the caller may not list the bucket. */
export const FORBIDDEN: HttpResponse = {
  status: 403,
  headers: [['Content-Type', 'application/xml']],
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  ),
};
