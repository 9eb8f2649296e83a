import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Confirm } from '#tools/deploy/confirm.ts';
import { offerLogRole } from '#tools/deploy/run-preflight.ts';
import { UserError } from '#tools/lib/user-error.ts';

const settings = {
  environment: 'dev',
  file: 'infra/environments/dev.tfvars',
  region: 'eu-west-1',
  reservedConcurrency: {},
  managesLogRole: false,
};

/** Makes the offer to someone who answers with `confirm`. */
async function offer(confirm: Confirm) {
  const changed: unknown[] = [];
  const printed: string[] = [];
  const result = await offerLogRole(settings, {
    confirm,
    print: (line) => printed.push(line),
    setManagesLogRole: (...change) => changed.push(change),
  }).catch((error: unknown) => error);
  return { changed, printed, result };
}

describe('the offer to manage the log role of API Gateway', () => {
  it('sets manage_api_gateway_account in the tfvars of the environment when the user types yes', async () => {
    const questions: string[] = [];
    const { changed, printed, result } = await offer(async (...question) => {
      questions.push(question.join(' | '));
    });

    expect(questions).to.deep.equal([
      'API Gateway cannot write logs in this account and region yet. Set manage_api_gateway_account = true in infra/environments/dev.tfvars? | yes',
    ]);
    expect(changed).to.deep.equal([['dev', true]]);
    expect(printed).to.deep.equal([
      'infra/environments/dev.tfvars now sets manage_api_gateway_account = true. Commit it.',
    ]);
    expect(result).to.deep.equal({ ...settings, managesLogRole: true });
  });

  it('changes nothing when the user types something else', async () => {
    const { changed, printed, result } = await offer(() => Promise.reject(new UserError('Cancelled.')));

    expect(result).to.be.instanceOf(UserError);
    expect([changed, printed]).to.deep.equal([[], []]);
  });
});
