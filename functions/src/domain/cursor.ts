/** The last key of the page in unpadded base64url. Opaque to clients, unsigned. */
export function encodeCursor(key: string): string {
  return btoa(key).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Accepts only the canonical encoding, because base64 decoders accept several encodings of one key. */
export function decodeCursor(cursor: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor) || cursor.length % 4 === 1) return undefined;
  const key = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  return encodeCursor(key) === cursor ? key : undefined;
}
