import {
  Bell,
  CircleHelp,
  Copy,
  Hash,
  ListFilter,
  type LucideIcon,
  Monitor,
  Moon,
  Pause,
  RotateCw,
  Sun,
  TextCursorInput,
  Trash2,
  Undo2,
  Unplug,
  Workflow,
} from 'lucide-react';
import { apiKey } from '#lib/api-key.ts';
import { customerIdPrefixPattern } from '#lib/customer-id.ts';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { idsPath } from '#lib/paths.ts';
import { readRecentPages } from '#lib/recent-pages.ts';
import { shortId } from '#lib/short-id.ts';
import { type ShortcutName, shortcutNames, shortcuts } from '#lib/shortcuts.ts';
import { tabStorage } from '#lib/storage.ts';
import { chooseTheme, type Theme, themes } from '#lib/theme.ts';
import { runShortcut, shortcutText } from '#lib/use-shortcut.ts';
import type { Command, PaletteItem } from './command.ts';
import { detailOf } from './detail-of.ts';
import { paletteWords } from './palette-messages.ts';

const text = paletteWords;

const icons: Partial<Record<ShortcutName, LucideIcon>> = {
  sheet: CircleHelp,
  retry: RotateCw,
  undo: Undo2,
  toast: Bell,
  box: TextCursorInput,
  filter: ListFilter,
  copyId: Copy,
  deleteId: Trash2,
  pauseImport: Pause,
};

const themeIcons: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon };

/** What the page that lies below can do now, by the same handlers as its keys. */
function shortcutCommands(): readonly Command[] {
  // Whoever presses Enter at once wants to do something, not to be led to keys or notifications.
  const last = (name: ShortcutName) => Number(name === 'sheet' || name === 'toast');
  return shortcutNames
    .filter((name) => shortcuts[name].isAction)
    .toSorted((one, other) => last(one) - last(other))
    .flatMap((name): readonly Command[] => {
      const possible = shortcutText(name);
      if (possible === undefined) return [];
      return [
        { id: name, icon: icons[name] ?? Hash, text: possible, shortcut: name, run: () => void runShortcut(name) },
      ];
    });
}

function themeCommands(theme: Theme): readonly Command[] {
  return themes
    .filter((other) => other !== theme)
    .map((other) => ({ id: other, icon: themeIcons[other], text: text[other], run: () => chooseTheme(other) }));
}

function forgetCommand(): readonly Command[] {
  if (apiKey.read() === undefined) return [];
  return [{ id: 'forget', icon: Unplug, text: messages.key.forget, run: () => apiKey.forget('forgotten') }];
}

export const actionCommands = (theme: Theme): readonly Command[] => [
  ...shortcutCommands(),
  ...themeCommands(theme),
  ...forgetCommand(),
];

/** The list, narrowed down to what was typed. */
export function prefixCommand(typed: string): readonly Command[] {
  if (typed === '' || !customerIdPrefixPattern.test(typed)) return [];
  const prefix = typed.toUpperCase();
  const run = () => navigate(idsPath(prefix));
  return [{ id: 'prefix', icon: ListFilter, text: formatMessage(text.startingWith, { prefix }), run }];
}

export function pageCommands(pages: readonly PaletteItem[]): readonly Command[] {
  return pages.map(({ path, name, icon, shortcut }) => ({
    id: path,
    icon,
    text: formatMessage(text.goTo, { page: name }),
    shortcut,
    run: () => navigate(path),
  }));
}

export function recentCommands(): readonly Command[] {
  return readRecentPages(tabStorage).flatMap((path): readonly Command[] => {
    const detail = detailOf(path);
    const run = () => navigate(path);
    if (detail === undefined) return [];
    return detail.kind === 'id'
      ? [{ id: path, icon: Hash, text: detail.name, isId: true, run }]
      : [{ id: path, icon: Workflow, text: formatMessage(text.submission, { id: shortId(detail.name) }), run }];
  });
}
