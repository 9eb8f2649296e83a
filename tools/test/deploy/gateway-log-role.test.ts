import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { planned, planOf } from '#support/tools/plan.ts';
import { deletedLogRole, listOtherApis } from '#tools/deploy/gateway-log-role.ts';
import { setManagesLogRole } from '#tools/deploy/settings.ts';

const aws =
  (rest: readonly string[], other: readonly (readonly [name: string, type: string])[] = []) =>
  ([service]: readonly string[]) =>
    JSON.stringify(
      service === 'apigateway'
        ? { items: rest.map((name) => ({ name })) }
        : { Items: other.map(([Name, ProtocolType]) => ({ Name, ProtocolType })) },
    );

describe('the API Gateway log role of an account', () => {
  it('remains when a destroy would leave other REST or WebSocket APIs without logs', () => {
    expect(listOtherApis(aws(['customer-ids-dev', 'customer-ids-prod']), 'dev')).to.deep.equal(['customer-ids-prod']);
    expect(
      listOtherApis(
        aws(
          ['customer-ids-dev'],
          [
            ['chat', 'WEBSOCKET'],
            ['shop', 'HTTP'],
          ],
        ),
        'dev',
      ),
    ).to.deep.equal(['chat']);
    expect(listOtherApis(aws(['customer-ids-dev']), 'dev')).to.deep.equal([]);
  });

  it('finds the log role in a destroy plan with its setting, role and attachment', () => {
    const gone = (type: string, name: string) => ({
      ...planned(type, { before: {} }),
      address: `module.api.${type}.${name}[0]`,
    });
    const plan = planOf(
      gone('aws_api_gateway_account', 'this'),
      gone('aws_iam_role', 'write_logs'),
      gone('aws_iam_role_policy_attachment', 'write_logs'),
      gone('aws_iam_role', 'this'),
    );

    expect(deletedLogRole(plan)).to.deep.equal([
      'module.api.aws_api_gateway_account.this[0]',
      'module.api.aws_iam_role.write_logs[0]',
      'module.api.aws_iam_role_policy_attachment.write_logs[0]',
    ]);
  });

  it('turns on the log role once in the tfvars file of the environment', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'environments'));
    const file = join(folder, 'environments/dev.tfvars');
    writeFileSync(file, 'environment = "dev"\n');

    setManagesLogRole('dev', true, folder);
    setManagesLogRole('dev', false, folder);

    expect(readFileSync(file, 'utf8')).to.equal('environment = "dev"\nmanage_api_gateway_account = false\n');
    rmSync(folder, { recursive: true });
  });
});
