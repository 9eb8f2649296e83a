import { type Service, xmlAnswer } from '#tools/rehearse/aws-request.ts';

/** Who calls, where there is no moto to tell. */
export const callerIdentity: Service = ({ operation }) =>
  operation === 'GetCallerIdentity'
    ? xmlAnswer(
        operation,
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
          '<Arn>arn:aws:iam::123456789012:user/test</Arn><UserId>AIDATEST</UserId><Account>123456789012</Account>' +
          '</GetCallerIdentityResult></GetCallerIdentityResponse>',
      )
    : undefined;
