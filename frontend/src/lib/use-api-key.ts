import { useSyncExternalStore } from 'react';
import { apiKey } from './api-key.ts';

export const useApiKey = (): string | undefined => useSyncExternalStore(apiKey.subscribe, apiKey.read);
