import { memorySubmissions } from '#adapters/memory/submissions.ts';
import { describeSubmissionStore } from '#support/functions/describe-submission-store.ts';

describeSubmissionStore('memory', async () => {
  const { submissions, submissionIndex } = memorySubmissions();
  return { store: submissions, index: submissionIndex, stop: async () => {} };
});
