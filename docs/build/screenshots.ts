// Photographs the page: the whole system on this machine, and a workflow that really fails and is really mended.
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { launchBrowser } from '#support/frontend/browser.ts';
import { repository, withoutAction } from '#support/local/stack-variants.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { type Camera, cameraAt } from './screenshot-camera.ts';
import { fillRegistry, follow, lists, submitList } from './screenshot-data.ts';
import { arrival, byKey, ids, importing, manyIds, submission } from './screenshot-scenes.ts';

const run = promisify(execFile);
const dataDir = temporaryFolder();
const browser = await launchBrowser();

/** What the registry holds stays from one time to the next. */
async function during<T>(stackFile: string | undefined, act: (local: RunningLocalAws, camera: Camera) => Promise<T>) {
  const local = await startTemporaryLocalAws(stackFile, { dataDir });
  try {
    return await act(local, cameraAt(browser, local));
  } finally {
    await local.stop();
  }
}

/** As `make redrive` does it. */
const redrive = ({ awsUrl }: RunningLocalAws) =>
  run(process.execPath, [...process.execArgv, 'infra/scripts/redrive.ts'], {
    cwd: repository,
    env: { ...process.env, AWS_ENDPOINT_URL: awsUrl, ENV: 'local' },
  });

try {
  const shown = await during(undefined, async (local, camera) => {
    await arrival(camera);
    const submissions = await fillRegistry(local);
    await ids(camera);
    await manyIds(camera);
    await byKey(camera);
    return submissions;
  });

  const failed = await during(await withoutAction('add-to-table', 'dynamodb:PutItem'), async (local, { desktop }) => {
    const submissionId = await submitList(local, lists.failed);
    await desktop(async (page, snap) => {
      await submission(submissionId, 'Failed')(page);
      await snap('submission-failed', 'light', 'dark');
    });
    return submissionId;
  });

  await during(undefined, async (local, camera) => {
    await redrive(local);
    await follow(local, failed);
    await camera.desktop(async (page, snap) => {
      await submission(failed, 'Completed')(page);
      await snap('submission-redriven', 'light');
      await submission(shown.partlyInvalid, 'Completed')(page);
      await snap('submission-invalid', 'light');
      await submission(shown.completed, 'Completed')(page);
      await snap('submission', 'light', 'dark');
    });
    await camera.phone(async (page, snap) => {
      await submission(shown.partlyInvalid, 'Completed')(page);
      await snap('submission');
    });
    await importing(camera);
  });
} finally {
  await browser.close();
  rmSync(dataDir, { recursive: true, force: true });
}
