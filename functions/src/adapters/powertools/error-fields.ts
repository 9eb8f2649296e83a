/** What a log line says of an error. */
export interface ErrorFields {
  readonly name: string;
  readonly message: string;
  readonly stack: readonly string[];
  readonly cause?: ErrorFields;
}

const causesMax = 4;
const framesMax = 8;

/** Only names, sentences and frames: SDK errors carry whole items and requests in their other properties. */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { name: typeof error, message: 'Not an error.', stack: [] };
  return {
    name: error.name,
    message: messageOf(error),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < causesMax ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

/** A parser quotes the text it could not read, and that may be an answer of the store with an ID in it. */
function messageOf(error: Error): string {
  return error instanceof SyntaxError ? 'A text could not be parsed.' : error.message;
}

/** The head of a stack repeats the message, so the frames alone are taken. */
function framesOf({ stack = '' }: Error): readonly string[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, framesMax);
}
