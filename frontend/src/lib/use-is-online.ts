import { useSyncExternalStore } from 'react';
import { windowEvents } from './window-events.ts';

/** What the browser knows: false is certain, true only means that there is some network. */
export const connection = { subscribe: windowEvents('online', 'offline'), isOnline: (): boolean => navigator.onLine };

export const useIsOnline = (): boolean => useSyncExternalStore(connection.subscribe, connection.isOnline);
