import { formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { showToast } from './toasts.ts';

/** Copies the text and confirms with a toast; `name` replaces a long text in the toast. */
export async function copyText(text: string, name = text): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: formatMessage(messages.copied, { what: name }) });
  } catch {
    // The browser denied access to the clipboard.
    showToast({ text: messages.notCopied });
  }
}
