import { Hash, KeyRound, type LucideIcon, Upload, Workflow } from 'lucide-react';
import { messages } from '#lib/messages.ts';
import { paths } from '#lib/paths.ts';
import type { ShortcutName } from '#lib/shortcuts.ts';

export type NavigationItem = {
  readonly path: string;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly shortcut: ShortcutName;
};

/** What the navigation offers, in its order. */
export const navigationItems: readonly NavigationItem[] = [
  { path: paths.ids, name: messages.ids, icon: Hash, shortcut: 'goIds' },
  { path: paths.import, name: messages.import, icon: Upload, shortcut: 'goImport' },
  { path: paths.submissions, name: messages.submissions, icon: Workflow, shortcut: 'goSubmissions' },
  { path: paths.connect, name: messages.connect, icon: KeyRound, shortcut: 'goConnect' },
];
