import { useState } from 'react';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { apiKey } from '#lib/api-key.ts';
import { useCanWrite } from '#lib/client.ts';
import { parseCustomerId } from '#lib/domain.ts';
import { useQueryCache } from '#lib/mutation.ts';
import { useObservable } from '#lib/observable.ts';
import { useTheme } from '#lib/theme.ts';
import { useDebouncedValue } from '#lib/timers.ts';
import { useIdState } from '#lib/use-id-state.ts';
import type { Command, CommandGroup, PageItem } from './command.ts';
import {
  actionCommands,
  importCommands,
  pageCommands,
  prefixCommand,
  recentCommands,
  viewCommands,
} from './commands.ts';
import { exactCommands } from './exact-commands.ts';
import { paletteMessages } from './palette-messages.ts';

const { groups } = paletteMessages;

/** Whether the text contains each of the typed words. */
function matches(text: string, typed: string): boolean {
  const lower = text.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}

/** The commands that match. A typed ID comes first, unless it is also a word in the name of an action or a page. */
export function useCommands(typed: string, pages: readonly PageItem[]): readonly CommandGroup[] {
  const theme = useTheme();
  const canWrite = useCanWrite();
  const hasKey = useObservable(apiKey) !== undefined;
  // Read once: the page's actions do not change while the palette is open.
  const [actions] = useState(() => actionCommands(theme));
  const { readItems } = useQueryCache();
  const [imports] = useState(() => (hasKey ? importCommands(readItems<SubmissionSummary>(['submissions'])) : []));
  const parsed = parseCustomerId(typed);
  const id = hasKey && parsed.ok ? parsed.value : undefined;
  const debouncedId = useDebouncedValue(id);
  const lookup = useIdState(debouncedId === id ? id : undefined);
  const matching = (commands: readonly Command[]) =>
    commands.filter(({ text, keywords = '' }) => matches(`${text} ${keywords}`, typed));

  const exact = { title: groups.exact, commands: exactCommands(id, lookup, canWrite, new Date()) };
  const matchingActions = matching(actions);
  const matchingPages = matching([...pageCommands(pages), ...(hasKey ? viewCommands : [])]);
  const others = [
    { title: groups.actions, commands: [...matchingActions, ...(hasKey ? prefixCommand(typed) : [])] },
    { title: groups.pages, commands: matchingPages },
    { title: groups.imports, commands: matching(imports) },
    { title: groups.recent, commands: matching(recentCommands()).filter(({ text }) => text !== id) },
  ];
  const isWord = !/\d/.test(typed) && matchingActions.length + matchingPages.length > 0;
  return (isWord ? [...others, exact] : [exact, ...others]).filter(({ commands }) => commands.length > 0);
}

/** The active option: the first, until the pointer or the arrow keys, which wrap around, choose another. */
export function useActiveCommand(groups: readonly CommandGroup[]) {
  const [chosenId, setChosenId] = useState<string>();
  const commands = groups.flatMap((group) => group.commands);
  const active = commands.find(({ id }) => id === chosenId) ?? commands[0];
  const step = (by: 1 | -1) => {
    const index = active ? commands.indexOf(active) : 0;
    setChosenId(commands.at((index + by) % commands.length)?.id);
  };
  return { active, count: commands.length, step, activate: (command?: Command) => setChosenId(command?.id) };
}
