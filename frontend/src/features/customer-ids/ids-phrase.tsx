import { MonoText } from '#components/formatted-message.tsx';
import type { CustomerId } from '#lib/customer-id.ts';
import { formatPlural, type Plural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';

type IdsPhraseProps = { readonly texts: Plural; readonly ids: readonly CustomerId[] };

/** A sentence about some IDs: one of them is named, more are counted. */
export function IdsPhrase({ texts, ids }: IdsPhraseProps) {
  const [id, ...others] = ids;
  const [before, after] = formatPlural(texts, ids.length, '').split('{ids}');
  const isOne = id !== undefined && others.length === 0;
  return (
    <>
      {before}
      {isOne ? <MonoText>{id}</MonoText> : formatPlural(messages.list.shown, ids.length, format.number(ids.length))}
      {after}
    </>
  );
}
