import { Copy } from 'lucide-react';
import { fill } from '#lib/phrase.ts';
import { words } from '#lib/words.ts';
import { IconButton } from './icon-button.tsx';
import { showToast } from './toasts.ts';

async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: fill(words.copied, { what }) });
  } catch {
    // The browser decides, by its permissions, and only the person can do it by hand then.
    showToast({ text: words.notCopied });
  }
}

type CopyButtonProps = {
  readonly text: string;
  /** How it is called when the text itself is too long to be read out. */
  readonly what?: string;
  readonly className?: string;
};

export function CopyButton({ text, what = text, className }: CopyButtonProps) {
  return (
    <IconButton
      size="small"
      label={fill(words.copy, { what })}
      {...(className ? { className } : {})}
      onClick={() => void copy(text, what)}
    >
      <Copy aria-hidden size={14} strokeWidth={1.75} />
    </IconButton>
  );
}
