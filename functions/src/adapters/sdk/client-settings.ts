/**
 * Three attempts of one second each, with backoff, fit into the six seconds that an invocation may spend on calls. Without
 * `throwOnRequestTimeout` the SDK only logs a request timeout and keeps waiting.
 */
export const clientSettings = {
  maxAttempts: 3,
  retryMode: 'standard',
  requestHandler: {
    connectionTimeout: 300,
    requestTimeout: 1000,
    socketTimeout: 1000,
    throwOnRequestTimeout: true,
  },
};
