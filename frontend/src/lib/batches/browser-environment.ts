import { getSubmission } from '#lib/api/submissions.ts';
import { writingKey } from '#lib/client.ts';
import { connection } from '#lib/device.ts';
import type { BatchEnvironment } from './batch-deps.ts';

export const browserEnvironment: BatchEnvironment = {
  getSubmission: (submissionId) => getSubmission(submissionId),
  key: writingKey,
  connection,
  isVisible: () => document.visibilityState === 'visible',
  nowMillis: Date.now,
  schedule: (delayMillis, run) => {
    const timer = setTimeout(run, delayMillis);
    return () => clearTimeout(timer);
  },
};
