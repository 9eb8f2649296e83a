import {
  Bell,
  CircleAlert,
  CircleHelp,
  Copy,
  Hash,
  ListChecks,
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
  Upload,
  Workflow,
} from 'lucide-react';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { apiKey } from '#lib/api-key.ts';
import { customerIdPrefixPattern, parseCustomerId, submissionIdPattern } from '#lib/domain.ts';
import { formatMessage, shortId } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate, readRecentPages } from '#lib/navigation.ts';
import { idsPath, paths, submissionsPath } from '#lib/paths.ts';
import { runShortcut, type ShortcutName, shortcutNames, shortcuts, shortcutText } from '#lib/shortcuts.ts';
import { tabStorage } from '#lib/storage.ts';
import { chooseTheme, type Theme, themes } from '#lib/theme.ts';
import type { Command, PageItem } from './command.ts';
import { paletteMessages as text } from './palette-messages.ts';

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

/** The actions available on the current page, run by the same handlers as its shortcuts. */
function shortcutCommands(): readonly Command[] {
  // The first command is preselected, so help and notifications come last, and so does what changes data.
  const rank = (name: ShortcutName) => Number(name === 'sheet' || name === 'toast' || name === 'undo');
  return shortcutNames
    .filter((name) => shortcuts[name].isAction)
    .toSorted((one, other) => rank(one) - rank(other))
    .flatMap((name): readonly Command[] => {
      const actionText = shortcutText(name);
      if (actionText === undefined) return [];
      return [
        { id: name, icon: icons[name] ?? Hash, text: actionText, shortcut: name, run: () => void runShortcut(name) },
      ];
    });
}

function themeCommands(theme: Theme): readonly Command[] {
  return themes
    .filter((other) => other !== theme)
    .map((other) => ({
      id: other,
      icon: themeIcons[other],
      text: text[other],
      keywords: text.themeKeywords,
      run: () => chooseTheme(other),
    }));
}

function disconnectCommand(): readonly Command[] {
  if (apiKey.read() === undefined) return [];
  return [{ id: 'disconnect', icon: Unplug, text: messages.key.disconnect, run: () => apiKey.clear('user') }];
}

export const actionCommands = (theme: Theme): readonly Command[] => [
  ...shortcutCommands(),
  ...themeCommands(theme),
  ...disconnectCommand(),
];

/** Views that are otherwise reached through another page. */
export const viewCommands: readonly Command[] = [
  { id: 'check-list', icon: ListChecks, text: text.checkList, run: () => navigate(paths.import) },
  { id: 'deleted', icon: Trash2, text: text.showDeleted, run: () => navigate(idsPath({ state: 'deleted' })) },
  {
    id: 'failed',
    icon: CircleAlert,
    text: text.showFailed,
    run: () => navigate(submissionsPath({ status: 'failed' })),
  },
];

/** Filters the list by the typed prefix. */
export function prefixCommand(typed: string): readonly Command[] {
  if (typed === '' || !customerIdPrefixPattern.test(typed)) return [];
  const prefix = typed.toUpperCase();
  const run = () => navigate(idsPath({ prefix }));
  return [{ id: 'prefix', icon: ListFilter, text: formatMessage(text.startingWith, { prefix }), run }];
}

export function pageCommands(pages: readonly PageItem[]): readonly Command[] {
  return pages.map(({ path, icon, shortcut }) => ({
    id: path,
    icon,
    text: shortcuts[shortcut].text,
    shortcut,
    run: () => navigate(path),
  }));
}

/** Addresses can be written by hand, with invalid escapes. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

interface Detail {
  readonly kind: 'id' | 'submission';
  readonly name: string;
}

function parseDetailPath(path: string): Detail | undefined {
  const [, page, segment = ''] = path.split('/');
  const name = decodeSegment(segment) ?? '';
  if (`/${page}` === paths.ids) return parseCustomerId(name).ok ? { kind: 'id', name } : undefined;
  return `/${page}` === paths.submissions && submissionIdPattern.test(name) ? { kind: 'submission', name } : undefined;
}

const importsMax = 5;

/** Opens the submissions of a recent import, found by the name of its file. */
export function importCommands(submissions: readonly SubmissionSummary[]): readonly Command[] {
  const labels = submissions.flatMap(({ action, label }) => (action === 'add' && label !== undefined ? [label] : []));
  return [...new Set(labels)].slice(0, importsMax).map((label) => ({
    id: `import ${label}`,
    icon: Upload,
    text: formatMessage(text.import, { label }),
    run: () => navigate(submissionsPath({ label })),
  }));
}

export function recentCommands(): readonly Command[] {
  return readRecentPages(tabStorage).flatMap((path): readonly Command[] => {
    const detail = parseDetailPath(path);
    const run = () => navigate(path);
    if (detail === undefined) return [];
    return detail.kind === 'id'
      ? [{ id: path, icon: Hash, text: detail.name, isId: true, run }]
      : [{ id: path, icon: Workflow, text: formatMessage(text.submission, { id: shortId(detail.name) }), run }];
  });
}
