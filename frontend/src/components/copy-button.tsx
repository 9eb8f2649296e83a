import { Copy } from 'lucide-react';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { copyText } from './copy-text.ts';
import { IconButton } from './icon-button.tsx';

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
      label={formatMessage(messages.copy, { what })}
      {...(className ? { className } : {})}
      onClick={() => void copyText(text, what)}
    >
      <Copy aria-hidden size={14} strokeWidth={1.75} />
    </IconButton>
  );
}
