import { apiKey, keyTail } from './api-key.ts';
import { type Client, parseApiKey } from './domain.ts';
import { useObservable } from './observable.ts';

/** Undefined without a key, and for a key of another form, which the registry would not have accepted. */
function parseClient(key: string | undefined): Client | undefined {
  const client = key === undefined ? undefined : parseApiKey(key);
  return client?.ok ? client.value : undefined;
}

/** The client that the tab's key names. */
export const useClient = (): Client | undefined => parseClient(useObservable(apiKey));

const isReadOnly = (client: Client | undefined): boolean => client?.access === 'read';

/** Decides only what the page offers. The registry checks every request itself. */
export const useCanWrite = (): boolean => !isReadOnly(useClient());

/** The client's name, or the end of a key that names none. */
export function useClientName(): string | undefined {
  const key = useObservable(apiKey);
  return key === undefined ? undefined : (parseClient(key)?.name ?? keyTail(key));
}

export const toWritingKey = (key: string | undefined): string | undefined =>
  isReadOnly(parseClient(key)) ? undefined : key;

/** The tab's key, unless it is read-only. */
export const writingKey = {
  subscribe: apiKey.subscribe,
  read: (): string | undefined => toWritingKey(apiKey.read()),
};
