import type { LogItem } from '@aws-lambda-powertools/logger';
import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { Logger } from '#ports.ts';
import { errorFields } from './error-fields.ts';
import { logLine } from './log-line.ts';

/** Powertools selects fields and level; the encoding is ours. */
class LineLogger extends PowertoolsLogger {
  protected override printLog(_level: number, item: LogItem): void {
    item.prepareForPrint();
    // Always 0, because every line is logged; each byte of a line is billed.
    const { sampling_rate: _, ...fields } = item.getAttributes();
    process.stdout.write(`${logLine(fields)}\n`);
  }
}

export function powertoolsLogger(serviceName: string): Logger {
  const logger = new LineLogger({ serviceName });
  return {
    info: (message, fields) => logger.info(message, fields),
    error: (message, fields, cause) => logger.error(message, { ...fields, error: errorFields(cause) }),
  };
}
