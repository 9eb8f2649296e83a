/** The names between braces in a text: `'Added {id}'` has the slot `id`. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Placeholders<Rest>
  : never;

export type Values<Text extends string, Value> = Readonly<Record<Placeholders<Text>, Value>>;

/** The parts of a text in order: what stands between the slots, and each slot's value. */
export function formatParts<Text extends string, Value>(
  text: Text,
  values: Values<Text, Value>,
): readonly (string | Value)[] {
  const bySlot = new Map<string, Value>(Object.entries<Value>(values));
  return text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? (bySlot.get(part) ?? '') : part))
    .filter((part) => part !== '');
}

export function formatMessage<Text extends string>(text: Text, values: Values<Text, string | number>): string {
  return formatParts(text, values).join('');
}

/** One text for each grammatical number of English; another language adds its own. */
export type Plural = { readonly one: string; readonly other: string };

const rules = new Intl.PluralRules('en');

export function formatPlural(texts: Plural, count: number, shown: string): string {
  return texts[rules.select(count) === 'one' ? 'one' : 'other'].replace('{n}', shown);
}
