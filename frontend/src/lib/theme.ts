import { useSyncExternalStore } from 'react';
import { windowEvents } from './observable.ts';
import { browserStorage } from './storage.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const item = 'theme';
/** Only /theme.js, which listens for it, applies a theme. */
const chosenEvent = 'theme-chosen';

function read(): Theme {
  const stored = browserStorage.getItem(item);
  return themes.find((theme) => theme === stored) ?? 'system';
}

const subscribe = windowEvents(chosenEvent, 'storage');

export function chooseTheme(theme: Theme): void {
  browserStorage.setItem(item, theme);
  dispatchEvent(new CustomEvent<Theme>(chosenEvent, { detail: theme }));
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, read);
