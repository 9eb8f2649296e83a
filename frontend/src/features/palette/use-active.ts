import { useState } from 'react';
import type { Command, CommandGroup } from './command.ts';

/** Which option is active, and how keys move it: the first one until another is pointed at, and round at the ends. */
export function useActive(groups: readonly CommandGroup[]) {
  const [pointedId, setPointedId] = useState<string>();
  const commands = groups.flatMap((group) => group.commands);
  const active = commands.find(({ id }) => id === pointedId) ?? commands[0];
  const step = (by: 1 | -1) => {
    const index = active ? commands.indexOf(active) : 0;
    setPointedId(commands.at((index + by) % commands.length)?.id);
  };
  return { active, count: commands.length, step, point: (command: Command | undefined) => setPointedId(command?.id) };
}
