import { expect } from 'chai';
import { describe, it } from 'mocha';
import { requireGatewayLogRole } from '#tools/deploy/gateway-log-role.ts';

const plan = (value: boolean) => ({ variables: { manage_api_gateway_account: { value } } });
const fresh = () => JSON.stringify({ throttleSettings: {} });
const used = () => JSON.stringify({ cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/logs' });

describe('the check of the API Gateway log role', () => {
  it('stops a deploy to an account without the role and names the variable to set', () => {
    expect(() => requireGatewayLogRole(fresh, plan(false), 'dev')).to.throw(
      'Set manage_api_gateway_account = true in infra/environments/dev.tfvars.',
    );
  });

  it('passes when the stack manages the role or the account already has one', () => {
    expect(() => requireGatewayLogRole(fresh, plan(true), 'dev')).not.to.throw();
    expect(() => requireGatewayLogRole(used, plan(false), 'dev')).not.to.throw();
  });
});
