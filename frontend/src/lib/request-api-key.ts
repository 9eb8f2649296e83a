import type { ApiKeyStore, SharedApiKey } from './api-key.ts';

function parseSharedKey(message: unknown): SharedApiKey | undefined {
  const members = new Map(Object.entries(message ?? {}));
  const [key, usedAtMillis, connection] = ['key', 'usedAtMillis', 'connection'].map((name) => members.get(name));
  return typeof key === 'string' && typeof usedAtMillis === 'number' && typeof connection === 'string'
    ? { key, usedAtMillis, connection }
    : undefined;
}

/** Asks the other tabs for their key, unless this tab has one or has lost one. Resolves after a short wait in any case. */
export function requestApiKey(store: ApiKeyStore, channel: BroadcastChannel, waitMillis = 250): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      channel.close();
      resolve();
    };
    const timer = setTimeout(finish, waitMillis);
    if (store.read() !== undefined || store.disconnectReason() !== 'never') return finish();
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const shared = parseSharedKey(data);
      if (shared === undefined) return;
      store.accept(shared);
      finish();
    };
    channel.postMessage('request');
  });
}
