const inputBytesMax = 262_144;

/** Checks for valid JSON within the payload limit. */
export function isExecutionInput(text: string): boolean {
  if (Buffer.byteLength(text) > inputBytesMax) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
