export interface FunctionOutputSettings {
  readonly log: (line: string) => void;
  /** Also logs lines below WARN, including metrics. */
  readonly isVerbose: boolean;
}

type Stream = 'stdout' | 'stderr';

const WARNING_LEVEL = /"level":\s*"(?:WARN|ERROR|FATAL|CRITICAL)"/;

/** Logs the output of functions: warnings and errors, or everything when verbose. */
export function createFunctionLogger({ log, isVerbose }: FunctionOutputSettings) {
  return (functionName: string, line: string, stream: Stream): void => {
    if (isVerbose || isWarning(line, stream)) log(`${functionName}: ${line}`);
  };
}

const isWarning = (line: string, stream: Stream): boolean => stream === 'stderr' || WARNING_LEVEL.test(line);
