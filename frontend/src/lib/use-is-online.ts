import { useSyncExternalStore } from 'react';
import { onWindow } from './window-events.ts';

/** What the browser knows: false is certain, true only means that there is some network. */
export const connection = { subscribe: onWindow('online', 'offline'), isOnline: (): boolean => navigator.onLine };

export const useIsOnline = (): boolean => useSyncExternalStore(connection.subscribe, connection.isOnline);
