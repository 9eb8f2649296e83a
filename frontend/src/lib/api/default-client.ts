import { apiKey } from '#lib/api-key.ts';
import { rateLimit } from '#lib/rate-limit.ts';
import { createApiClient } from './client.ts';

function delay(millis: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

export const send = createApiClient({
  fetch: (url, init) => fetch(url, init),
  isOnline: () => navigator.onLine,
  key: () => apiKey.read(),
  onKeyRefused: (key) => apiKey.clearRefused(key),
  onRetry: ({ kind }, millis) => {
    if (kind === 'throttled') rateLimit.extend(Date.now() + millis);
  },
  delay,
  random: Math.random,
  nowMillis: Date.now,
});
