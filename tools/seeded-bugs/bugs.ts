import { localBugs, planBugs } from './platform-bugs.ts';
import type { SeededBug } from './seeded-bug.ts';
import { newerFeatureBugs, submissionBugs } from './submission-bugs.ts';
import { callBugs, writeBugs } from './write-bugs.ts';

export const seededBugs: readonly SeededBug[] = [
  ...writeBugs,
  ...callBugs,
  ...submissionBugs,
  ...newerFeatureBugs,
  ...planBugs,
  ...localBugs,
];
