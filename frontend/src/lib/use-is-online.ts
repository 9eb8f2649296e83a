import { useSyncExternalStore } from 'react';
import { windowEvents } from './observable.ts';

/** False is certain; true only means that there is some network. */
export const connection = { subscribe: windowEvents('online', 'offline'), isOnline: (): boolean => navigator.onLine };

export const useIsOnline = (): boolean => useSyncExternalStore(connection.subscribe, connection.isOnline);
