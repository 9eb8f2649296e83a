import { isDeepStrictEqual } from 'node:util';
import { createContext, Script } from 'node:vm';
import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import type { ViewerRequest, viewerEvent } from './viewer-event.ts';

/** A rewritten path, a generated response, or a failure. */
export type ViewerFunctionResult =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'response'; readonly response: HttpResponse }
  | { readonly kind: 'failed'; readonly reason: string };

export type ViewerFunction = (event: ReturnType<typeof viewerEvent>) => ViewerFunctionResult;

const RUNTIME = 'cloudfront-js-2.0';
/** CloudFront allows about 1 ms of CPU time. This limit is generous for busy machines and only stops endless loops. */
const TIMEOUT_MILLIS = 2_000;

/** Runs the deployed code without modules, network, timers or file system. */
export function readViewerFunction(stack: Stack, arn: string): ViewerFunction {
  const values = stack.ofType('aws_cloudfront_function').find((each) => arn.endsWith(`:function/${each.text('name')}`));
  if (!values) throw new StartError(`The distribution uses the function ${arn}, which is not in the stack.`);
  if (values.text('runtime') !== RUNTIME)
    throw new StartError(`The runtime ${values.text('runtime')} is not emulated.`);
  const context = createContext({ input: '' }, { codeGeneration: { strings: false, wasm: false } });
  const call = loadFunction(values.text('code'), context);
  return (event) => {
    context['input'] = JSON.stringify(event);
    try {
      return parseResult(JSON.parse(String(call.runInContext(context, { timeout: TIMEOUT_MILLIS }))), event.request);
    } catch (error) {
      return { kind: 'failed', reason: String(error) };
    }
  };
}

/** Passes JSON in and out, so that the function cannot reach host objects. */
function loadFunction(code: string, context: object): Script {
  try {
    new Script(code, { filename: 'viewer-request.js' }).runInContext(context, { timeout: TIMEOUT_MILLIS });
    new Script(
      'if (typeof handler !== "function") throw new Error("There is no function named handler.")',
    ).runInContext(context);
  } catch (cause) {
    throw new StartError(`The viewer function cannot be loaded: ${String(cause)}`, { cause });
  }
  return new Script('JSON.stringify({ outcome: handler(JSON.parse(input)) })');
}

function parseResult(result: unknown, request: ViewerRequest): ViewerFunctionResult {
  const outcome = new JsonReader(result, 'the result of the viewer function').record('outcome');
  if (outcome.has('statusCode')) return { kind: 'response', response: readResponse(outcome) };
  const path = outcome.text('uri');
  const isOtherwiseSame = isDeepStrictEqual({ ...outcome.fields, uri: '' }, { ...request, uri: '' });
  if (!isOtherwiseSame) return { kind: 'failed', reason: 'changing anything but the uri of a request is not emulated' };
  return path.startsWith('/') ? { kind: 'path', path } : { kind: 'failed', reason: `"${path}" is not a path` };
}

function readResponse(outcome: JsonReader): HttpResponse {
  const headers = outcome.record('headers', {}).entries();
  return {
    status: outcome.number('statusCode'),
    headers: headers.map(([name, value]) => [name, value.text('value')] as const),
    body: Buffer.from(outcome.text('body', '')),
  };
}
