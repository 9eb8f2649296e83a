import { type InputCase, trimBlanks } from './input-case.ts';

export const headerValues = ({ headers }: InputCase, name: string): readonly string[] =>
  headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => trimBlanks(value));

/** RFC 9110: `*` or a list of quoted tags, with empty elements. At most 1,024 characters. */
export function isEntityTags(text: string): boolean {
  if (text.length > 1024) return false;
  if (text === '*') return true;
  const rest = text.replace(/(W\/)?"[!#-~\x80-\xff]*"/g, 'T');
  const elements = rest.split(',').map(trimBlanks);
  return elements.includes('T') && elements.every((element) => element === '' || element === 'T');
}
