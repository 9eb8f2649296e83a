import { jsonResponse, type Service } from '#tools/rehearse/aws-request.ts';

/** Lambda GetAccountSettings: the quota of an established account. */
export const accountSettings: Service = ({ method, path }) =>
  method === 'GET' && /^\/2016-08-19\/account-settings\/?$/.test(path)
    ? jsonResponse('GetAccountSettings', {
        AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 },
        AccountUsage: {},
      })
    : undefined;
