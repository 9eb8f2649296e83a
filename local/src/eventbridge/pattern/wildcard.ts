import { malformed } from './malformed-pattern.ts';

/** `*` matches any sequence of characters; `\*` and `\\` are escapes. Runs in linear time, without backtracking. */
export function compileWildcard(place: string, pattern: string): (text: string) => boolean {
  const pieces = splitLiterals(place, pattern);
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    return containsInOrder(text.slice(first.length, text.length - last.length), rest);
  };
}

function containsInOrder(text: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const piece of pieces) {
    const at = text.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return true;
}

function splitLiterals(place: string, pattern: string): readonly string[] {
  const tokens = pattern.match(/\\.?|\*|[^\\*]+/gsu) ?? [];
  const pieces = [''];
  tokens.forEach((token, index) => {
    if (token === '*') {
      if (tokens[index - 1] === '*') malformed(place, 'has two consecutive wildcards');
      pieces.push('');
    } else {
      pieces.push((pieces.pop() ?? '') + unescapeToken(place, token));
    }
  });
  return pieces;
}

function unescapeToken(place: string, token: string): string {
  if (!token.startsWith('\\')) return token;
  if (token === '\\*' || token === '\\\\') return token.slice(1);
  return malformed(place, `has the invalid escape "${token}"; only \\* and \\\\ are supported`);
}
