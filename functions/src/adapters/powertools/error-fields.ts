export interface ErrorFields {
  readonly name: string;
  readonly message: string;
  readonly stack: readonly string[];
  readonly cause?: ErrorFields;
}

const causesMax = 4;
const framesMax = 8;

/** Drops all other properties: in SDK errors they contain items and requests. */
export function errorFields(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error))
    return { name: typeof error, message: 'A value that is not an Error was thrown.', stack: [] };
  return {
    name: error.name,
    message: toMessage(error),
    stack: toFrames(error),
    ...(error.cause !== undefined && depth < causesMax ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

/** A SyntaxError quotes its input, which may contain a customer ID. */
function toMessage(error: Error): string {
  return error instanceof SyntaxError
    ? 'Parsing failed. The message is omitted, because it quotes the input.'
    : error.message;
}

/** Skips the first lines of the stack, which repeat the message. */
function toFrames({ stack = '' }: Error): readonly string[] {
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, framesMax);
}
