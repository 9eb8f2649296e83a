/** A ULID short enough for a row: its first characters tell the time, its last ones tell it apart. */
export const shortId = (submissionId: string): string => `${submissionId.slice(0, 4)}…${submissionId.slice(-6)}`;
