const inputBytesMax = 262_144;

/** JSON of any kind, and no more of it than a state may take in. */
export function isExecutionInput(text: string): boolean {
  if (Buffer.byteLength(text) > inputBytesMax) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
