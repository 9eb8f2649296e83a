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

  return (incoming) => {
    const path = parsePath(incoming);
    // A request target in absolute form also goes to the gateway, which rejects it.
    const isForApi = path.startsWith(distribution.apiPrefix) || !path.startsWith('/');
    return isForApi
      ? withErrorCache(incoming.method, path, () => settings.gateway(incoming))
      : handlePageRequest(incoming);
  };
}

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
