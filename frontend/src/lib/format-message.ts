/** The names in braces: `'Added {id}'` has the placeholder `id`. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Placeholder}}${infer Rest}`
  ? Placeholder | Placeholders<Rest>
  : never;

export type Values<Text extends string, Value> = Readonly<Record<Placeholders<Text>, Value>>;

/** Splits a message at its placeholders and inserts their values, which may be elements. */
export function formatParts<Text extends string, Value>(
  text: Text,
  values: Values<Text, Value>,
): readonly (string | Value)[] {
  const valuesByName = new Map<string, Value>(Object.entries<Value>(values));
  return text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? (valuesByName.get(part) ?? '') : part))
    .filter((part) => part !== '');
}

export function formatMessage<Text extends string>(text: Text, values: Values<Text, string | number>): string {
  return formatParts(text, values).join('');
}

/** One message per English plural category. */
export type Plural = { readonly one: string; readonly other: string };

const rules = new Intl.PluralRules('en');

export function formatPlural(texts: Plural, count: number, shown: string): string {
  return texts[rules.select(count) === 'one' ? 'one' : 'other'].replace('{n}', shown);
}
