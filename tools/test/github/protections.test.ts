import { expect } from 'chai';
import { describe, it } from 'mocha';
import { branchProtection, environmentProtections } from '#tools/github/protections.ts';

const calls = environmentProtections({ repository: 'acme/customer-ids', environment: 'prod', reviewerIds: [7, 8] });
const reviewers = [
  { type: 'User', id: 7 },
  { type: 'User', id: 8 },
];
const onlyBranch = { protected_branches: false, custom_branch_policies: true };

describe('make protect-github', () => {
  it('requires main and a reviewer to deploy, main to plan a deploy, and a reviewer to plan a pull request', () => {
    const puts = calls.filter(({ method }) => method === 'PUT').map(({ path, body }) => [path, body]);

    expect(puts).to.deep.equal([
      ['repos/acme/customer-ids/environments/prod', { reviewers, deployment_branch_policy: onlyBranch }],
      ['repos/acme/customer-ids/environments/prod-plan', { reviewers: [], deployment_branch_policy: onlyBranch }],
      [
        'repos/acme/customer-ids/environments/prod-pull-request',
        { reviewers, prevent_self_review: true, deployment_branch_policy: null },
      ],
    ]);
  });

  it('admits no branch but main to the environments that deploy', () => {
    const posts = calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body]);

    expect(posts).to.deep.equal(
      ['prod', 'prod-plan'].map((name) => [
        `repos/acme/customer-ids/environments/${name}/deployment-branch-policies`,
        { name: 'main', type: 'branch' },
      ]),
    );
  });

  it('protects main from unreviewed and untested code, also from administrators', () => {
    const { path, body } = branchProtection('acme/customer-ids');

    expect(path).to.equal('repos/acme/customer-ids/branches/main/protection');
    expect(body).to.include({ enforce_admins: true, allow_force_pushes: false, allow_deletions: false });
    expect(body).to.deep.include({ required_status_checks: { strict: true, contexts: ['test'] } });
  });
});
