export interface FunctionOutputSettings {
  readonly log: (line: string) => void;
  /** Whether lines below a warning are shown too, metrics among them. */
  readonly isVerbose: boolean;
}

type Stream = 'stdout' | 'stderr';

const WORTH_SHOWING = /"level":\s*"(?:WARN|ERROR|FATAL|CRITICAL)"/;

/** Shows of what the functions print that which the person at this machine should see. */
export function showFunctionOutput({ log, isVerbose }: FunctionOutputSettings) {
  return (functionName: string, line: string, stream: Stream): void => {
    if (isVerbose || isWarning(line, stream)) log(`${functionName}: ${line}`);
  };
}

const isWarning = (line: string, stream: Stream): boolean => stream === 'stderr' || WORTH_SHOWING.test(line);
