import type { IncomingMessage, ServerResponse } from 'node:http';
import { makeSiteFile, openSiteFolder, type SiteFile } from './site-file.ts';
import { cacheControlOf, siteHeaders } from './site-headers.ts';

/** What the page reads before anything else: the same build serves every environment. */
export interface SiteConfiguration {
  readonly apiBasePath: string;
  readonly environment: string;
  readonly tombstoneRetentionDays: number;
}

export type Site = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The page's bucket behind its distribution: app routes get the page, and what is missing gets S3's 403. */
export function createSite(folder: string, configuration: SiteConfiguration): Site {
  const findFile = openSiteFolder(folder);
  const config = makeSiteFile('.json', Buffer.from(JSON.stringify(configuration)));

  const findObject = (path: string) => (path === '/config.json' ? config : findFile(path));

  return async (request, response) => {
    const path = objectPathOf(request);
    const file = READING.includes(request.method ?? '') ? await findObject(path) : undefined;
    if (file) serve(request, response, file, path);
    else refuse(response);
  };
}

const READING = ['GET', 'HEAD'];

function objectPathOf({ url = '' }: IncomingMessage): string {
  const path = url.split('?', 1)[0] ?? '';
  return isAppRoute(path) ? '/index.html' : path;
}

/** What the viewer function decides: a last segment without a dot is a route of the page. */
const isAppRoute = (path: string): boolean => path.startsWith('/') && !path.slice(path.lastIndexOf('/')).includes('.');

function serve(request: IncomingMessage, response: ServerResponse, file: SiteFile, path: string): void {
  const shared = { ...siteHeaders, 'Cache-Control': cacheControlOf(path), ETag: file.etag, Vary: 'Accept-Encoding' };
  if (request.headers['if-none-match']?.includes(file.etag)) {
    response.writeHead(304, shared).end();
    return;
  }
  const encoding = encodingFor(request);
  const body = file.packed && encoding ? file.packed[encoding] : file.content;
  response.writeHead(200, {
    ...shared,
    ...(file.packed && encoding ? { 'Content-Encoding': encoding } : {}),
    'Content-Type': file.contentType,
    'Content-Length': body.byteLength,
  });
  response.end(body);
}

function encodingFor({ headers }: IncomingMessage): 'br' | 'gzip' | undefined {
  const accepted = String(headers['accept-encoding'] ?? '');
  if (/\bbr\b(?!;q=0(?:\.0+)?\b)/.test(accepted)) return 'br';
  return /\bgzip\b(?!;q=0(?:\.0+)?\b)/.test(accepted) ? 'gzip' : undefined;
}

const FORBIDDEN = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
);

function refuse(response: ServerResponse): void {
  response.writeHead(403, {
    ...siteHeaders,
    'Cache-Control': 'no-cache',
    'Content-Type': 'application/xml',
    'Content-Length': FORBIDDEN.byteLength,
  });
  response.end(FORBIDDEN);
}
