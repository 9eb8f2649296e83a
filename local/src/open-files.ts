import { StartError } from './start-error.ts';

/** Each function instance, connection and table takes some. */
const openFilesMin = 128;

/** Node raises its own limit to the hard limit. Undefined if it is unlimited or unknown. */
export function readOpenFilesMax(): number | undefined {
  const report: { userLimits?: { open_files?: { soft?: unknown } } } = process.report.getReport();
  const limit = report.userLimits?.open_files?.soft;
  return typeof limit === 'number' ? limit : undefined;
}

/** With fewer, functions cannot start and requests fail with 503. */
export function requireOpenFiles(limit: number | undefined): void {
  if (limit === undefined || limit >= openFilesMin) return;
  throw new StartError(
    `The limit of open files is ${limit}, and the local AWS needs ${openFilesMin}. Raise it with \`ulimit -n 256\`, or start in a new shell.`,
  );
}
