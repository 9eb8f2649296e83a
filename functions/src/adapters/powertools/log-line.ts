const bytesMax = 8 * 1024;
const stringLengthsMax = [Number.POSITIVE_INFINITY, 512, 64];

/** One JSON object in ASCII of at most 8 KiB. Truncates strings if it would be longer. */
export function logLine(fields: object): string {
  const lines = stringLengthsMax.map((lengthMax) => () => asciiJson(fields, lengthMax));
  for (const line of lines) {
    const text = line();
    if (text.length <= bytesMax) return text;
  }
  return asciiJson({ level: 'ERROR', message: 'A log line exceeded 8 KiB and was dropped.' }, Number.POSITIVE_INFINITY);
}

/** Escapes everything outside printable ASCII, so that input cannot inject line breaks or terminal sequences. */
function asciiJson(fields: object, lengthMax: number): string {
  const truncate = (_key: string, value: unknown) => (typeof value === 'string' ? value.slice(0, lengthMax) : value);
  return JSON.stringify(fields, truncate).replace(/[^ -~]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
