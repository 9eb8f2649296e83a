import type { Clock, LogFields, MetricName, Telemetry, World } from '#ports.ts';

export interface LoggedLine {
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly fields: LogFields;
  readonly cause?: unknown;
}

export interface MemoryWorld<Ports> extends World<Ports> {
  readonly lines: LoggedLine[];
  readonly counts: Partial<Record<MetricName, number>>[];
}

/** A world of given ports that keeps what it is told. */
export function memoryWorld<Ports>(ports: Ports, clock: Clock): MemoryWorld<Ports> {
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
  return { telemetry: () => telemetry, open: () => ports, lines, counts };
}
