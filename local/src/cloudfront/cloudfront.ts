import type { IncomingMessage } from 'node:http';
import type { Gateway } from '#local/api-gateway/gateway.ts';
import type { Answer } from '#local/api-gateway/http-response.ts';
import type { Stack } from '#local/stack.ts';
import { type DistributionDefinition, readDistribution } from './distribution-definition.ts';
import { createErrorCache, type Remember } from './error-cache.ts';
import { overPlainHttp, readResponseHeaders, withResponseHeaders } from './response-headers.ts';
import { createSite, FORBIDDEN } from './s3-origin.ts';
import { viewerEvent } from './viewer-event.ts';
import { readViewerFunction, type ViewerOutcome } from './viewer-function.ts';

export interface CloudFrontSettings {
  readonly stack: Stack;
  /** Where the built page is. */
  readonly siteFolder: string;
  readonly gateway: Gateway;
  readonly monotonicMillis: () => number;
  readonly log: (line: string) => void;
}

type Answering = (incoming: IncomingMessage) => Promise<Answer>;

/** The one address of page and API, as the stack's distribution describes it. */
export function createCloudFront(settings: CloudFrontSettings): Answering {
  const distribution = readDistribution(settings.stack);
  const remember = createErrorCache(distribution.errorSeconds, settings.monotonicMillis);
  const answerPage = createPage(settings, distribution.page, remember);

  return (incoming) => {
    const path = pathOf(incoming);
    // A target in absolute form is no path of the page either: the gateway refuses it by name.
    const isForApi = path.startsWith(distribution.apiPrefix) || !path.startsWith('/');
    return isForApi ? remember(incoming.method, path, () => settings.gateway(incoming)) : answerPage(incoming);
  };
}

function createPage(
  { stack, siteFolder, log }: CloudFrontSettings,
  { methods, rootObject, viewerFunctionArn: arn }: DistributionDefinition['page'],
  remember: Remember,
): Answering {
  const site = createSite(siteFolder, stack);
  const responseHeaders = overPlainHttp(readResponseHeaders(stack));
  const runFunction = arn === undefined ? asItCame : readViewerFunction(stack, arn);

  const answer = async (incoming: IncomingMessage): Promise<Answer> => {
    const { method = '', headers } = incoming;
    if (!methods.includes(method)) return FORBIDDEN;
    const outcome = runFunction(viewerEvent(incoming));
    if (outcome.kind === 'answer') return outcome.answer;
    if (outcome.kind === 'failed') {
      log(`cloudfront: the viewer function failed: ${outcome.reason}`);
      return FUNCTION_FAILED;
    }
    const path = outcome.path === '/' ? `/${rootObject}` : outcome.path;
    return remember(method, path, () => site({ path, headers }));
  };
  return async (incoming) => {
    const found = await answer(incoming);
    return { ...found, headers: withResponseHeaders(found.headers, responseHeaders) };
  };
}

const asItCame = ({ request }: ReturnType<typeof viewerEvent>): ViewerOutcome => ({ kind: 'path', path: request.uri });

const FUNCTION_FAILED: Answer = {
  status: 503,
  headers: [['Content-Type', 'text/plain; charset=utf-8']],
  body: Buffer.from('The function of this distribution failed. The log of the local AWS says why.\n'),
};

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? '';
