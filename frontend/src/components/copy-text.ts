import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { showToast } from './toasts.ts';

/** Copies, and says so; `what` is how the text is called when it is too long to be read out. */
export async function copyText(text: string, what = text): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: formatMessage(messages.copied, { what }) });
  } catch {
    // The browser decides, by its permissions, and only the person can do it by hand then.
    showToast({ text: messages.notCopied });
  }
}
