// Photographs the page: the whole system on this machine, filled by its own code. Made again, the pictures are the same.

import { runningCountHasCome, shellStories } from './app-shell.ts';
import { camera } from './capture.ts';
import { emptyStories } from './first-visit.ts';
import { idStories } from './ids.ts';
import { importStories } from './import.ts';
import { openStage } from './local-system.ts';
import { fillRegistry } from './registry-data.ts';
import { registryAt } from './seed-registry.ts';
import { submissionStories } from './submissions.ts';

const stage = await openStage();
try {
  const { photograph, forgetOthers } = await camera(stage);
  for (const story of emptyStories) await photograph(story);
  const registry = registryAt(stage.local.awsUrl);
  const submissions = await fillRegistry(registry);
  registry.close();
  // The last two change what is there: an ID is deleted, a file is imported.
  for (const story of [...shellStories, ...submissionStories(submissions), ...idStories, ...importStories])
    await photograph(story, runningCountHasCome);
  forgetOthers();
} finally {
  await stage.close();
}
