import { useState } from 'react';
import { parseCustomerId } from '#lib/customer-id.ts';
import { useTheme } from '#lib/theme.ts';
import { useApiKey } from '#lib/use-api-key.ts';
import { useDebouncedValue } from '#lib/use-debounced-value.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { type Command, type CommandGroup, matches, type PaletteItem } from './command.ts';
import { actionCommands, pageCommands, prefixCommand, recentCommands } from './commands.ts';
import { exactCommands } from './exact-commands.ts';
import { paletteWords } from './palette-messages.ts';

const { groups } = paletteWords;

/**
 * Everything that fits what was typed. An ID comes first, unless it is a word like any other that also names something
 * here. Groups without a command are left out.
 */
export function useCommands(typed: string, pages: readonly PaletteItem[]): readonly CommandGroup[] {
  const theme = useTheme();
  const hasKey = useApiKey() !== undefined;
  // What the page below can do is asked once: the palette itself does not change it.
  const [actions] = useState(() => actionCommands(theme));
  const parsed = parseCustomerId(typed);
  const id = hasKey && parsed.ok ? parsed.value : undefined;
  const settled = useDebouncedValue(id);
  const answer = useIdState(settled === id ? id : undefined);
  const fitting = (commands: readonly Command[]) => commands.filter(({ text }) => matches(text, typed));

  const exact = { title: groups.exact, commands: exactCommands(id, answer, new Date()) };
  const named = fitting(actions);
  const pagesNamed = fitting(pageCommands(pages));
  const others = [
    { title: groups.actions, commands: [...named, ...(hasKey ? prefixCommand(typed) : [])] },
    { title: groups.pages, commands: pagesNamed },
    { title: groups.recent, commands: fitting(recentCommands()).filter(({ text }) => text !== id) },
  ];
  const isWord = !/\d/.test(typed) && named.length + pagesNamed.length > 0;
  return (isWord ? [...others, exact] : [exact, ...others]).filter(({ commands }) => commands.length > 0);
}
