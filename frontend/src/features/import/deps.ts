import type { Problem } from '#lib/api/problem.ts';
import type { SubmissionReceipt, SubmissionRequest } from '#lib/api/submissions.ts';
import type { BatchEnvironment } from '#lib/batches/batch-deps.ts';
import type { Result } from '#lib/domain.ts';
import type { ImportRepository } from './import-repository.ts';
import type { ImportStore } from './import-store.ts';
import type { TabLock } from './tab-lock.ts';

export interface Deps extends BatchEnvironment {
  readonly store: ImportStore;
  readonly repository: ImportRepository;
  readonly lock: TabLock;
  readonly submit: (request: SubmissionRequest, idempotencyKey: string) => Promise<Result<SubmissionReceipt, Problem>>;
}
