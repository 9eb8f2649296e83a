const bytesMax = 8 * 1024;
const stringLengthsMax = [Number.POSITIVE_INFINITY, 512, 64];

/** One JSON object in ASCII of at most 8 KiB; where it would be longer, its texts are cut. */
export function logLine(fields: object): string {
  const lines = stringLengthsMax.map((lengthMax) => () => asciiJson(fields, lengthMax));
  for (const line of lines) {
    const text = line();
    if (text.length <= bytesMax) return text;
  }
  return asciiJson({ level: 'ERROR', message: 'A log line was too long.' }, Number.POSITIVE_INFINITY);
}

/** What is not plain ASCII is escaped, so that no terminal, viewer or parser sees a line or a colour in it. */
function asciiJson(fields: object, lengthMax: number): string {
  const cut = (_key: string, value: unknown) => (typeof value === 'string' ? value.slice(0, lengthMax) : value);
  return JSON.stringify(fields, cut).replace(/[^ -~]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
