import { expect } from 'chai';
import { describe, it } from 'mocha';
import { requireGatewayLogRole } from '#tools/deploy/gateway-log-role.ts';

const plan = (value: boolean) => ({ variables: { manage_api_gateway_account: { value } } });
const fresh = () => JSON.stringify({ throttleSettings: {} });
const used = () => JSON.stringify({ cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/logs' });

describe('an account in which API Gateway may write no logs', () => {
  it('is found before anything is applied, with what to say', () => {
    expect(() => requireGatewayLogRole(fresh, plan(false), 'dev')).to.throw(
      'Say manage_api_gateway_account = true in infra/environments/dev.tfvars.',
    );
  });

  it('is no obstacle when the stack is to set the role, or somebody has', () => {
    expect(() => requireGatewayLogRole(fresh, plan(true), 'dev')).not.to.throw();
    expect(() => requireGatewayLogRole(used, plan(false), 'dev')).not.to.throw();
  });
});
