import type { ApiKeyStore } from './api-key.ts';

const isAbout = (message: unknown, event: 'joined' | 'disconnected', connection: string | undefined): boolean =>
  connection !== undefined && new Map(Object.entries(message ?? {})).get(event) === connection;

/**
 * Hands the key to tabs that request it, and disconnects together with them. Returns a function that stops it. A tab
 * that got a key before it listened announces itself, because it may have missed that another one disconnected.
 */
export function shareApiKey(store: ApiKeyStore, channel: BroadcastChannel): () => void {
  const reportDisconnect = () => {
    if (store.read() === undefined && store.disconnectReason() === 'user')
      channel.postMessage({ disconnected: store.connection() });
  };
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data === 'request') {
      const shared = store.share();
      if (shared) channel.postMessage(shared);
    } else if (isAbout(data, 'joined', store.connection())) reportDisconnect();
    else if (store.read() !== undefined && isAbout(data, 'disconnected', store.connection())) store.clear('user');
  };
  const stop = store.subscribe(reportDisconnect);
  if (store.read() !== undefined) channel.postMessage({ joined: store.connection() });
  return () => {
    stop();
    channel.close();
  };
}
