import { Copy } from 'lucide-react';
import { formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { copyText } from './copy-text.ts';
import { IconButton } from './icon-button.tsx';

type CopyButtonProps = {
  readonly text: string;
  /** Replaces a long text in the label and the confirmation. */
  readonly name?: string;
  readonly className?: string;
};

export function CopyButton({ text, name = text, className }: CopyButtonProps) {
  return (
    <IconButton
      size="small"
      label={formatMessage(messages.copy, { what: name })}
      {...(className ? { className } : {})}
      onClick={() => void copyText(text, name)}
    >
      <Copy aria-hidden size={14} strokeWidth={1.75} />
    </IconButton>
  );
}
