import { Hash, KeyRound, type LucideIcon, Upload, Workflow } from 'lucide-react';
import { messages } from '#lib/messages.ts';
import type { ShortcutName } from '#lib/shortcuts.ts';
import { type Route, routes } from './routes.ts';

export interface NavigationItem {
  readonly path: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly shortcut: ShortcutName;
}

const icons = { hash: Hash, upload: Upload, workflow: Workflow, key: KeyRound } satisfies Record<
  Route['icon'],
  LucideIcon
>;

/** The routes as the sidebar, the bottom bar and the palette show them. */
export const navigationItems: readonly NavigationItem[] = routes.map(({ path, name, icon, shortcut }) => ({
  path,
  name: messages[name],
  icon: icons[icon],
  shortcut,
}));
