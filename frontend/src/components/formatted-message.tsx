import { Fragment, type ReactNode } from 'react';
import { formatParts, type Values } from '#lib/format-message.ts';

/** A sentence whose values are elements: an ID in its own face, say. */
export function FormattedMessage<Text extends string>({
  text,
  values,
}: {
  readonly text: Text;
  readonly values: Values<Text, ReactNode>;
}) {
  // The parts of one sentence never change places, so their position is their identity.
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return formatParts(text, values).map((part, index) => <Fragment key={index}>{part}</Fragment>);
}

/** An ID inside a sentence. Its face is no reason for a higher line. */
export function MonoText({ children }: { readonly children: string }) {
  return <span className="font-mono leading-none font-medium [overflow-wrap:anywhere]">{children}</span>;
}
