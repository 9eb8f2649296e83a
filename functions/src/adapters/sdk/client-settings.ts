/**
 * The same for every service. Three attempts of a second each and their waits fit into the six seconds that the work of
 * one invocation may take. Without `throwOnRequestTimeout` a request that timed out is only logged, and never ends.
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
