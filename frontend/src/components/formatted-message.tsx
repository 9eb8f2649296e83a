import { Fragment, type ReactNode } from 'react';
import { formatParts, type Values } from '#lib/format.ts';

/** Inserts React elements into the placeholders of a message. */
export function FormattedMessage<Text extends string>({
  text,
  values,
}: {
  readonly text: Text;
  readonly values: Values<Text, ReactNode>;
}) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change their order
  return formatParts(text, values).map((part, index) => <Fragment key={index}>{part}</Fragment>);
}

/** Monospaced text within a sentence; does not increase the line height. */
export function MonoText({ children }: { readonly children: string }) {
  return <span className="font-mono leading-none font-medium [overflow-wrap:anywhere]">{children}</span>;
}
