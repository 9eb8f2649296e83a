import { isDeepStrictEqual } from 'node:util';
import { createContext, Script } from 'node:vm';
import type { Answer } from '#local/api-gateway/http-response.ts';
import { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import type { ViewerRequest, viewerEvent } from './viewer-event.ts';

/** What a function makes of a request: another path, an answer of its own, or nothing that can be used. */
export type ViewerOutcome =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly reason: string };

export type ViewerFunction = (event: ReturnType<typeof viewerEvent>) => ViewerOutcome;

const RUNTIME = 'cloudfront-js-2.0';
/** CloudFront gives a function about a millisecond of computing; a busy machine may not run us at all for long, so only loops end here. */
const TIMEOUT_MILLIS = 2_000;

/** Runs the deployed code, which sees the language alone: no module, no network, no timer and no file. */
export function readViewerFunction(stack: Stack, arn: string): ViewerFunction {
  const values = stack.ofType('aws_cloudfront_function').find((each) => arn.endsWith(`:function/${each.text('name')}`));
  if (!values) throw new StartError(`The distribution names the function ${arn}, which is not in the stack.`);
  if (values.text('runtime') !== RUNTIME)
    throw new StartError(`The runtime ${values.text('runtime')} is not emulated.`);
  const context = createContext({ input: '' }, { codeGeneration: { strings: false, wasm: false } });
  const call = load(values.text('code'), context);
  return (event) => {
    context['input'] = JSON.stringify(event);
    try {
      return read(JSON.parse(String(call.runInContext(context, { timeout: TIMEOUT_MILLIS }))), event.request);
    } catch (error) {
      return { kind: 'failed', reason: String(error) };
    }
  };
}

/** Texts go in and out, so that no object of ours is within the function's reach. */
function load(code: string, context: object): Script {
  try {
    new Script(code, { filename: 'viewer-request.js' }).runInContext(context, { timeout: TIMEOUT_MILLIS });
    new Script('if (typeof handler !== "function") throw new Error("It has no function named handler.")').runInContext(
      context,
    );
  } catch (cause) {
    throw new StartError(`The viewer function cannot be run: ${String(cause)}`, { cause });
  }
  return new Script('JSON.stringify({ outcome: handler(JSON.parse(input)) })');
}

function read(result: unknown, request: ViewerRequest): ViewerOutcome {
  const outcome = new JsonReader(result, 'the result of the viewer function').record('outcome');
  if (outcome.has('statusCode')) return { kind: 'answer', answer: readAnswer(outcome) };
  const path = outcome.text('uri');
  const isOtherwiseSame = isDeepStrictEqual({ ...outcome.fields, uri: '' }, { ...request, uri: '' });
  if (!isOtherwiseSame) return { kind: 'failed', reason: 'changing more of a request than its uri is not emulated' };
  return path.startsWith('/') ? { kind: 'path', path } : { kind: 'failed', reason: `"${path}" is no path` };
}

function readAnswer(outcome: JsonReader): Answer {
  const headers = outcome.record('headers', {}).entries();
  return {
    status: outcome.number('statusCode'),
    headers: headers.map(([name, value]) => [name, value.text('value')] as const),
    body: Buffer.from(outcome.text('body', '')),
  };
}
