/** Where the next page starts: the last key of this one in unpadded base64url. Opaque to clients, and unsigned. */
export function encodeCursor(key: string): string {
  return btoa(key).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Nothing unless the text is spelled as we would spell it: base64 decoders accept many spellings of one key. */
export function decodeCursor(cursor: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor) || cursor.length % 4 === 1) return undefined;
  const key = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  return encodeCursor(key) === cursor ? key : undefined;
}
