// Lambda's runtime in an execution environment: loads the handler, then processes one event at a time.
// Plain JavaScript, because type stripping would double the startup time of a worker.
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { isNativeError } = require('node:util/types');
const { parentPort, workerData } = require('node:worker_threads');

/** @typedef {(event: unknown, context: object) => Promise<unknown>} Handler */

class RuntimeFault extends Error {
  /** @param {string} type @param {string} message */
  constructor(type, message) {
    super(message);
    this.name = `Runtime.${type}`;
  }
}

/** @param {unknown} error */
const describe = (error) =>
  isNativeError(error)
    ? { errorType: error.name, errorMessage: error.message }
    : { errorType: typeof error, errorMessage: String(error) };

/** @returns {Handler} */
function loadHandler() {
  const [file = '', name = ''] = workerData.handler.split('.');
  const path = join(workerData.taskRoot, `${file}.js`);
  if (!existsSync(path)) throw new RuntimeFault('ImportModuleError', `Error: Cannot find module '${file}'`);
  const handler = require(path)[name];
  if (handler === undefined) {
    throw new RuntimeFault('HandlerNotFound', `${workerData.handler} is undefined or not exported`);
  }
  if (typeof handler !== 'function')
    throw new RuntimeFault('HandlerNotFound', `${workerData.handler} is not a function`);
  return handler;
}

/** @param {{ awsRequestId: string, invokedFunctionArn: string }} ids @param {number} timeoutMillis */
function contextOf(ids, timeoutMillis) {
  // Monotonic, so that wall clock changes do not affect the deadline.
  const deadline = performance.now() + timeoutMillis;
  return {
    ...workerData.context,
    ...ids,
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadline - performance.now())),
  };
}

/** @param {unknown} result */
function serialise(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch (error) {
    throw new RuntimeFault('MarshalError', `Unable to stringify response body: ${describe(error).errorMessage}`);
  }
}

/**
 * @param {Handler} handler
 * @param {{ event: string, awsRequestId: string, invokedFunctionArn: string, timeoutMillis: number }} invocation
 */
async function run(handler, { event, timeoutMillis, ...ids }) {
  try {
    const ending = handler(JSON.parse(event), contextOf(ids, timeoutMillis));
    if (typeof ending?.then !== 'function') {
      throw new RuntimeFault('NotEmulated', 'A handler that does not return a promise is not emulated. Make it async.');
    }
    return { kind: 'returned', payload: serialise(await ending) };
  } catch (error) {
    return { kind: 'threw', ...describe(error) };
  }
}

/** @param {string | undefined} errorType */
const crash = (errorType) => (/** @type {unknown} */ error) => {
  const failure = describe(error);
  parentPort?.postMessage({ kind: 'crashed', ...failure, errorType: errorType ?? failure.errorType });
  process.exit(129);
};

process.on('uncaughtException', crash(undefined));
process.on('unhandledRejection', crash('Runtime.UnhandledPromiseRejection'));

try {
  const handler = loadHandler();
  parentPort?.on('message', async (invocation) => parentPort?.postMessage(await run(handler, invocation)));
  parentPort?.postMessage({ kind: 'ready' });
} catch (error) {
  crash(undefined)(error);
}
