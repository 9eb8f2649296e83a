/** Highlights one character. Its position counts from 1 in code points. */
export function MarkedText({ text, position }: { readonly text: string; readonly position: number | undefined }) {
  const characters = Array.from(text);
  if (position === undefined) return text;
  return (
    <>
      {characters.slice(0, position - 1).join('')}
      <mark className="rounded-key border-b-2 border-bad-fill bg-bad-tint text-inherit">
        {characters[position - 1]}
      </mark>
      {characters.slice(position).join('')}
    </>
  );
}
