// The protection of main and of the GitHub environments, as calls to GitHub's REST API.

export interface ApiCall {
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly body: unknown;
}

export interface Protected {
  /** Owner and name. */
  readonly repository: string;
  readonly environment: string;
  readonly reviewerIds: readonly number[];
}

export const branch = 'main';

/** The GitHub environments of a stack: one deploys, one plans a deploy, one plans pull requests. */
export const environmentNames = (environment: string) => ({
  apply: environment,
  plan: `${environment}-plan`,
  pullRequest: `${environment}-pull-request`,
});

/** Code reaches main only through a reviewed pull request that passed the tests. */
export const branchProtection = (repository: string): ApiCall => ({
  method: 'PUT',
  path: `repos/${repository}/branches/${branch}/protection`,
  body: {
    required_status_checks: { strict: true, contexts: ['test'] },
    enforce_admins: true,
    required_pull_request_reviews: { required_approving_review_count: 1, dismiss_stale_reviews: true },
    restrictions: null,
    allow_force_pushes: false,
    allow_deletions: false,
  },
});

/**
 * Applying needs main and a reviewer, planning a deploy needs main. A pull request's branch is not main, so planning it
 * needs a reviewer other than its author.
 */
export function environmentProtections({ repository, environment, reviewerIds }: Protected): readonly ApiCall[] {
  const { apply, plan, pullRequest } = environmentNames(environment);
  const reviewers = reviewerIds.map((id) => ({ type: 'User', id }));
  const onlyBranch = { protected_branches: false, custom_branch_policies: true };
  const protect = (name: string, body: object): ApiCall => ({ method: 'PUT', path: at(repository, name), body });
  return [
    protect(apply, { reviewers, deployment_branch_policy: onlyBranch }),
    protect(plan, { reviewers: [], deployment_branch_policy: onlyBranch }),
    protect(pullRequest, { reviewers, prevent_self_review: true, deployment_branch_policy: null }),
    ...[apply, plan].map(
      (name): ApiCall => ({
        method: 'POST',
        path: `${at(repository, name)}/deployment-branch-policies`,
        body: { name: branch, type: 'branch' },
      }),
    ),
  ];
}

export const branchPoliciesPath = (repository: string, name: string): string =>
  `${at(repository, name)}/deployment-branch-policies`;

const at = (repository: string, name: string): string => `repos/${repository}/environments/${name}`;
