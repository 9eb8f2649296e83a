// make screenshots: captures the page over the local system, with reproducible data and time.

import { shellScenes, waitForRunningCount } from './app-shell.ts';
import { createCapture } from './capture.ts';
import { emptyScenes } from './first-visit.ts';
import { idScenes } from './ids.ts';
import { importScenes } from './import.ts';
import { startLocalSystem } from './local-system.ts';
import { fillRegistry } from './registry-data.ts';
import { openRegistry } from './seed-registry.ts';
import { submissionScenes } from './submissions.ts';

const system = await startLocalSystem();
try {
  const { capture, deleteStale } = await createCapture(system);
  for (const scene of emptyScenes) await capture(scene);
  const registry = openRegistry(system.local.awsUrl);
  const submissions = await fillRegistry(registry);
  registry.close();
  // The last scenes change the data: one deletes an ID, one imports a file.
  for (const scene of [...shellScenes, ...submissionScenes(submissions), ...idScenes, ...importScenes])
    await capture(scene, waitForRunningCount);
  deleteStale();
} finally {
  await system.close();
}
