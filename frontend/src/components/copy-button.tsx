import { Copy } from 'lucide-react';
import { formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { IconButton } from './icon-button.tsx';
import { showToast } from './toasts.ts';

/** Copies the text and confirms with a toast; `name` replaces a long text in the toast. */
export async function copyText(text: string, name = text): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: formatMessage(messages.copied, { text: name }) });
  } catch {
    // The browser denied access to the clipboard.
    showToast({ text: messages.notCopied });
  }
}

type CopyButtonProps = {
  readonly text: string;
  /** Replaces a long text in the label and the confirmation. */
  readonly name?: string;
  readonly className?: string;
  readonly tabIndex?: number;
};

export function CopyButton({ text, name = text, ...rest }: CopyButtonProps) {
  return (
    <IconButton
      size="small"
      label={formatMessage(messages.copy, { text: name })}
      {...rest}
      onClick={() => void copyText(text, name)}
    >
      <Copy aria-hidden size={14} strokeWidth={1.75} />
    </IconButton>
  );
}
