import { useSyncExternalStore } from 'react';
import { browserStorage } from './storage.ts';
import { windowEvents } from './window-events.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const name = 'theme';
/** /theme.js listens to it, and is the only one that applies a theme. */
const chosen = 'theme-chosen';

function read(): Theme {
  const stored = browserStorage.getItem(name);
  return themes.find((theme) => theme === stored) ?? 'system';
}

const subscribe = windowEvents(chosen, 'storage');

export function chooseTheme(theme: Theme): void {
  browserStorage.setItem(name, theme);
  dispatchEvent(new CustomEvent<Theme>(chosen, { detail: theme }));
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, read);
