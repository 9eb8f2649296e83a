import type { LucideIcon } from 'lucide-react';
import type { ShortcutName } from '#lib/shortcuts.ts';

/** An action or a destination in the palette. */
export interface Command {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly iconColor?: string;
  readonly text: string;
  /** Set in the monospace font of IDs. */
  readonly isId?: true;
  /** The state of an ID, after its text. */
  readonly note?: string;
  /** Found by these words too. */
  readonly keywords?: string;
  /** The action of choosing an ID, unless it is opened. */
  readonly action?: string;
  readonly shortcut?: ShortcutName;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

/** A page of the navigation, passed in by the app. */
export interface PageItem {
  readonly path: string;
  readonly icon: LucideIcon;
  readonly shortcut: ShortcutName;
}
