// make deploy: preflight, plan, review, confirm, apply, upload the page, smoke test.

import { fieldsOf } from '#tools/lib/json.ts';
import { runCommand } from '#tools/lib/user-error.ts';
import { fetchKeyValue, newestWritingKey } from './api-keys.ts';
import { approvePlan } from './approve-plan.ts';
import { openEnvironment } from './environment.ts';
import { checkAccount } from './run-preflight.ts';
import { smokeTest } from './smoke-test.ts';
import { applyPlan, initialise, makePlan, readOutputs, textOutput } from './terraform-commands.ts';
import { uploadSite } from './upload-site.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  const aws = await checkAccount(environment.name, print);
  print(`Reading the current state of ${environment.name}.\n`);
  initialise(environment);
  const { json, review } = makePlan(environment);
  print(review);
  if (fieldsOf(json)['applyable'] === true) {
    await approvePlan({ environment: environment.name, review });
    applyPlan(environment);
  }

  const outputs = readOutputs(environment);
  print(uploadSite(aws, textOutput(outputs, 'site_bucket')));
  const distribution = textOutput(outputs, 'distribution_id');
  aws(['cloudfront', 'create-invalidation', '--distribution-id', distribution, '--paths', '/*']);

  const siteUrl = textOutput(outputs, 'site_url');
  print(`Smoke test of ${siteUrl}:`);
  // In a rehearsal, moto serves files but runs no functions.
  const isPageOnly = process.env['SMOKE'] === 'page';
  await smokeTest({ siteUrl, apiKey: isPageOnly ? undefined : fetchKeyValue(aws, newestWritingKey(outputs)), print });
  if (isPageOnly) print('  Skipped the API, because SMOKE=page.');
  print(
    `\n${environment.name} is deployed at ${siteUrl}\nPrint its API key with: make -s api-key ENV=${environment.name}`,
  );
});
