import type { IncomingMessage } from 'node:http';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import type { Stack } from '#local/stack.ts';
import { type DistributionDefinition, readDistribution } from './distribution-definition.ts';
import { createErrorCache, type WithErrorCache } from './error-cache.ts';
import { adaptToHttp, applyResponseHeaders, readResponseHeaders } from './response-headers.ts';
import { createS3Origin, FORBIDDEN } from './s3-origin.ts';
import { viewerEvent } from './viewer-event.ts';
import { readViewerFunction, type ViewerFunctionResult } from './viewer-function.ts';

export interface CloudFrontSettings {
  readonly stack: Stack;
  /** The folder with the built front end. */
  readonly siteFolder: string;
  readonly gateway: Gateway;
  readonly monotonicMillis: () => number;
  readonly log: (line: string) => void;
}

type RequestHandler = (incoming: IncomingMessage) => Promise<HttpResponse>;

/** Serves the page and the API at one URL, as the distribution in the stack defines. */
export function createCloudFront(settings: CloudFrontSettings): RequestHandler {
  const distribution = readDistribution(settings.stack);
  const withErrorCache = createErrorCache(distribution.errorCachingSeconds, settings.monotonicMillis);
  const handlePageRequest = createPageHandler(settings, distribution.page, withErrorCache);

  return async (incoming) => {
    const path = parsePath(incoming);
    // A request target in absolute form also goes to the gateway, which rejects it.
    const isForApi = path.startsWith(distribution.apiPrefix) || !path.startsWith('/');
    if (hasUnexpectedBody(incoming)) return REQUEST_REFUSED;
    if (!isForApi) return handlePageRequest(incoming);
    if (!distribution.apiMethods.includes(incoming.method ?? '')) return REQUEST_REFUSED;
    return withErrorCache(incoming.method, path, () => settings.gateway(incoming));
  };
}

/** CloudFront refuses a GET or HEAD with a body. */
function hasUnexpectedBody({ method, headers }: IncomingMessage): boolean {
  const hasBody = Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
  return hasBody && (method === 'GET' || method === 'HEAD');
}

/** CloudFront's own response to a body or method that it does not forward. It is no problem document. */
const REQUEST_REFUSED: HttpResponse = {
  status: 403,
  headers: [
    ['Content-Type', 'text/html'],
    ['X-Cache', 'Error from cloudfront'],
  ],
  body: Buffer.from(
    '<!DOCTYPE html><HTML><HEAD><TITLE>ERROR: The request could not be satisfied</TITLE></HEAD><BODY><H1>403 ERROR</H1></BODY></HTML>',
  ),
};

function createPageHandler(
  { stack, siteFolder, log }: CloudFrontSettings,
  { methods, rootObject, viewerFunctionArn: arn }: DistributionDefinition['page'],
  withErrorCache: WithErrorCache,
): RequestHandler {
  const site = createS3Origin(siteFolder, stack);
  const responseHeaders = adaptToHttp(readResponseHeaders(stack));
  const runFunction = arn === undefined ? passThrough : readViewerFunction(stack, arn);

  const handleRequest = async (incoming: IncomingMessage): Promise<HttpResponse> => {
    const { method = '', headers } = incoming;
    if (!methods.includes(method)) return FORBIDDEN;
    const outcome = runFunction(viewerEvent(incoming));
    if (outcome.kind === 'response') return outcome.response;
    if (outcome.kind === 'failed') {
      log(`cloudfront: the viewer function failed: ${outcome.reason}`);
      return FUNCTION_FAILED;
    }
    const path = outcome.path === '/' ? `/${rootObject}` : outcome.path;
    return withErrorCache(method, path, () => site({ path, headers }));
  };
  return async (incoming) => {
    const response = await handleRequest(incoming);
    return { ...response, headers: applyResponseHeaders(response.headers, responseHeaders) };
  };
}

const passThrough = ({ request }: ReturnType<typeof viewerEvent>): ViewerFunctionResult => ({
  kind: 'path',
  path: request.uri,
});

const FUNCTION_FAILED: HttpResponse = {
  status: 503,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: Buffer.from('The CloudFront function failed. See the log of the local AWS.\n'),
};

const parsePath = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';
