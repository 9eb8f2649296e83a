// make protect-github: sets branch rules and reviewers for main and for the GitHub environments of a stack.
import { spawnSync } from 'node:child_process';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { fieldsOf, listOf, parseJson } from '#tools/lib/json.ts';
import { runCommand, UserError } from '#tools/lib/user-error.ts';
import {
  type ApiCall,
  branch,
  branchPoliciesPath,
  branchProtection,
  environmentNames,
  environmentProtections,
} from './protections.ts';

function gh(args: readonly string[], input?: unknown): unknown {
  const { status, error, stdout, stderr } = spawnSync('gh', args, {
    encoding: 'utf8',
    ...(input !== undefined && { input: JSON.stringify(input) }),
  });
  if (error) throw new UserError('The GitHub CLI is not installed: https://cli.github.com');
  if (status !== 0) throw new UserError(`gh ${args.join(' ')} failed: ${stderr.trim()}`);
  return parseJson(stdout);
}

const call = ({ method, path, body }: ApiCall): unknown => gh(['api', '--method', method, path, '--input', '-'], body);

/** A branch rule that someone added would admit another branch. */
function removeBranchRules(repository: string, name: string): void {
  const path = branchPoliciesPath(repository, name);
  const { branch_policies } = fieldsOf(gh(['api', path]));
  for (const { id } of listOf(branch_policies).map(fieldsOf)) gh(['api', '--method', 'DELETE', `${path}/${id}`]);
}

runCommand(async () => {
  const { name: environment } = openEnvironment(process.env['ENV']);
  const logins = (process.env['REVIEWERS'] ?? '').split(/[\s,]+/).filter((login) => login !== '');
  if (logins.length === 0) {
    throw new UserError(
      'No reviewers. Set REVIEWERS to the GitHub logins that approve deploys, such as REVIEWERS=alice,bob.',
    );
  }
  const repository = String(fieldsOf(gh(['repo', 'view', '--json', 'nameWithOwner']))['nameWithOwner']);
  const reviewerIds = logins.map((login) => Number(fieldsOf(gh(['api', `users/${login}`]))['id']));
  const { apply, plan, pullRequest } = environmentNames(environment);

  call(branchProtection(repository));
  const calls = environmentProtections({ repository, environment, reviewerIds });
  for (const each of calls.filter(({ method }) => method === 'PUT')) call(each);
  for (const name of [apply, plan]) removeBranchRules(repository, name);
  for (const each of calls.filter(({ method }) => method === 'POST')) call(each);

  process.stdout.write(
    `${repository}: ${apply} deploys only ${branch}, after an approval by ${logins.join(' or ')}. ${plan} plans only ${branch}. ` +
      `${pullRequest} plans a pull request after an approval by someone other than its author.\n`,
  );
});
