import { type Service, xmlResponse } from '#tools/rehearse/aws-request.ts';

/** STS GetCallerIdentity, for tests without moto. */
export const callerIdentity: Service = ({ operation }) =>
  operation === 'GetCallerIdentity'
    ? xmlResponse(
        operation,
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
          '<Arn>arn:aws:iam::123456789012:user/test</Arn><UserId>AIDATEST</UserId><Account>123456789012</Account>' +
          '</GetCallerIdentityResult></GetCallerIdentityResponse>',
      )
    : undefined;
