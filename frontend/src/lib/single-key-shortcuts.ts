import { useSyncExternalStore } from 'react';
import { browserStorage } from './storage.ts';
import { windowEvents } from './window-events.ts';

const name = 'character-keys';
const switched = 'character-keys-switched';

const read = (): boolean => browserStorage.getItem(name) !== 'off';

const subscribe = windowEvents(switched, 'storage');

/** Whether shortcuts of a single character work: who dictates, or types by chance, can do without them. */
export const areSingleKeysEnabled = read;

export function setSingleKeysEnabled(isOn: boolean): void {
  browserStorage.setItem(name, isOn ? 'on' : 'off');
  dispatchEvent(new Event(switched));
}

export const useSingleKeysEnabled = (): boolean => useSyncExternalStore(subscribe, read);
