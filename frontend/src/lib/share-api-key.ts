import type { ApiKeyStore } from './api-key.ts';

const hasConnection = (message: unknown, connection: string | undefined): boolean =>
  typeof message === 'object' && message !== null && 'disconnected' in message && message.disconnected === connection;

/** Hands the key to tabs that request it, and disconnects together with them. Returns a function that stops it. */
export function shareApiKey(store: ApiKeyStore, channel: BroadcastChannel): () => void {
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'request') {
      const shared = store.share();
      if (shared) channel.postMessage(shared);
    } else if (store.read() !== undefined && hasConnection(data, store.connection())) store.clear('user');
  };
  const stop = store.subscribe(() => {
    if (store.read() === undefined && store.disconnectReason() === 'user')
      channel.postMessage({ disconnected: store.connection() });
  });
  return () => {
    stop();
    channel.close();
  };
}
