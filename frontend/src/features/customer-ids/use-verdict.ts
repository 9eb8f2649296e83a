import { useDebouncedValue } from '#lib/use-debounced-value.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { formatVerdict, registryVerdict, type Verdict } from './id-validation.ts';

/** The format at once, the registry when typing pauses. */
export function useVerdict(text: string): Verdict {
  const format = formatVerdict(text.trim());
  const id = format.kind === 'checking' ? format.id : undefined;
  const settled = useDebouncedValue(id);
  const answer = useIdState(settled === id ? id : undefined);
  return format.kind === 'checking' ? registryVerdict(format.id, answer) : format;
}
