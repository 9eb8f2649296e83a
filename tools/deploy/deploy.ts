// make deploy: plan, review, ask, apply, upload the page, and see whether it answers.

import { fieldsOf } from '#tools/lib/json.ts';
import { runCommand } from '#tools/lib/user-error.ts';
import { variableOf } from '#tools/review/plan.ts';
import { keyValue, newestKey } from './api-keys.ts';
import { awsCommand, requireAwsAccess } from './aws-command.ts';
import { ask } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { requireGatewayLogRole } from './gateway-log-role.ts';
import { smokeTest } from './smoke-test.ts';
import { applyPlan, initialise, makePlan, outputsOf, textOutput } from './terraform-commands.ts';
import { uploadSite } from './upload-site.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

runCommand(async () => {
  const environment = openEnvironment(process.env['ENV']);
  print(`Looking at what ${environment.name} is now.\n`);
  initialise(environment);
  const { json, review } = makePlan(environment);
  const aws = awsCommand(String(variableOf(json, 'aws_region')));
  requireAwsAccess(aws);
  requireGatewayLogRole(aws, json, environment.name);
  print(review);
  if (fieldsOf(json)['applyable'] === true) {
    await ask(`Apply this to ${environment.name}?`, 'yes');
    applyPlan(environment);
  }

  const outputs = outputsOf(environment);
  print(uploadSite(aws, textOutput(outputs, 'site_bucket')));
  const distribution = textOutput(outputs, 'distribution_id');
  aws(['cloudfront', 'create-invalidation', '--distribution-id', distribution, '--paths', '/*']);

  const siteUrl = textOutput(outputs, 'site_url');
  print(`Trying ${siteUrl}:`);
  // A rehearsal's AWS serves files and runs no function.
  const isPageAlone = process.env['SMOKE'] === 'page';
  await smokeTest({ siteUrl, apiKey: isPageAlone ? undefined : keyValue(aws, newestKey(outputs)), print });
  if (isPageAlone) print('  The API was not tried: SMOKE=page.');
  print(`\n${environment.name} is at ${siteUrl}\nIts API key: make -s api-key ENV=${environment.name}`);
});
