import type { Clock, LogFields, MetricName, Runtime, Telemetry } from '#ports.ts';

export interface LoggedLine {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly fields: LogFields;
  readonly cause?: unknown;
}

export interface MemoryRuntime<Deps> extends Runtime<Deps> {
  readonly lines: LoggedLine[];
  readonly counts: Partial<Record<MetricName, number>>[];
}

/** Records log lines and metrics in memory. */
export function memoryRuntime<Deps>(deps: Deps, clock: Clock): MemoryRuntime<Deps> {
  const lines: LoggedLine[] = [];
  const counts: Partial<Record<MetricName, number>>[] = [];
  const telemetry: Telemetry = {
    clock,
    logger: {
      info: (message, fields) => lines.push({ level: 'info', message, fields }),
      error: (message, fields, cause) => lines.push({ level: 'error', message, fields, cause }),
    },
    metrics: (values) => counts.push(values),
  };
  return { telemetry: () => telemetry, createDeps: () => deps, lines, counts };
}
