import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '#local/api-gateway/http-response.ts';
import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { makeSiteFile, openSiteFolder, type SiteFile } from './s3-object.ts';

/** What is asked of the bucket: a path as the viewer wrote it, or as a function rewrote it. */
export interface ObjectRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

export type Site = (request: ObjectRequest) => Promise<Answer>;

/** The page's bucket: the built files, and the objects that the stack puts beside them. */
export function createSite(folder: string, stack: Stack): Site {
  const findFile = openSiteFolder(folder);
  const objects = new Map(
    stack.ofType('aws_s3_object').map((object) => [`/${object.text('key')}`, readObject(object)]),
  );

  return async ({ path, headers }) => {
    const file = await (objects.get(path) ?? findFile(path));
    return file ? serve(file, headers) : FORBIDDEN;
  };
}

/** Content that is JSON stands in the stack as such. */
function readObject(object: JsonReader): Promise<SiteFile> {
  const { content } = object.fields;
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const metadata = { contentType: object.text('content_type'), cacheControl: object.text('cache_control') };
  return makeSiteFile(metadata, Buffer.from(text));
}

function serve(file: SiteFile, headers: IncomingHttpHeaders): Answer {
  const shared = [
    ['Cache-Control', file.cacheControl],
    ['ETag', file.etag],
    ['Vary', 'Accept-Encoding'],
  ] as const;
  if (headers['if-none-match']?.includes(file.etag)) return { status: 304, headers: shared, body: NOTHING };
  const encoding = file.packed && encodingFor(headers);
  return {
    status: 200,
    headers: [
      ...shared,
      ['Content-Type', file.contentType],
      ...(encoding ? [['Content-Encoding', encoding] as const] : []),
    ],
    body: file.packed && encoding ? file.packed[encoding] : file.content,
  };
}

function encodingFor(headers: IncomingHttpHeaders): 'br' | 'gzip' | undefined {
  const accepted = String(headers['accept-encoding'] ?? '');
  if (/\bbr\b(?!;q=0(?:\.0+)?\b)/.test(accepted)) return 'br';
  return /\bgzip\b(?!;q=0(?:\.0+)?\b)/.test(accepted) ? 'gzip' : undefined;
}

const NOTHING = Buffer.alloc(0);

/** Nobody may list the bucket, so that what is missing is forbidden. */
export const FORBIDDEN: Answer = {
  status: 403,
  headers: [['Content-Type', 'application/xml']],
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  ),
};
