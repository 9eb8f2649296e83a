import { memorySubmissions } from '#adapters/memory/submissions.ts';
import { describeSubmissionStore } from '#support/functions/describe-submission-store.ts';

const searchedMax = 20;

describeSubmissionStore('memory', async () => {
  const { submissions, submissionIndex } = memorySubmissions(searchedMax);
  return { store: submissions, index: submissionIndex, searchedMax, stop: async () => {} };
});
