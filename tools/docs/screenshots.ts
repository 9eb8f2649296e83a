// Photographs the page: the whole system on this machine, filled by its own code. Made again, the pictures are the same.
import { camera } from './screenshot-camera.ts';
import { fillRegistry } from './screenshot-data.ts';
import { emptyStories } from './screenshot-empty.ts';
import { idStories } from './screenshot-ids.ts';
import { importStories } from './screenshot-import.ts';
import { registryAt } from './screenshot-registry.ts';
import { runningCountHasCome, shellStories } from './screenshot-shell.ts';
import { openStage } from './screenshot-stage.ts';
import { submissionStories } from './screenshot-submissions.ts';

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
