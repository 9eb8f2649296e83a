import type { Service } from '#tools/rehearse/aws-request.ts';
import { accountSettings } from './account-settings.ts';
import { bucketLogging, bucketPolicies } from './bucket-configuration.ts';
import { clientCertificates } from './client-certificates.ts';
import { cloudfrontFunctions } from './cloudfront-functions.ts';
import { compositeAlarms } from './composite-alarms.ts';
import { queryDefinitions } from './query-definitions.ts';
import { responseHeadersPolicies } from './response-headers-policies.ts';
import { stepFunctions } from './step-functions.ts';
import { usagePlanStages } from './usage-plan-stages.ts';

/** Operations that a deploy needs and moto 5.2 lacks or gets wrong. */
export const missingInMoto = (): readonly Service[] => [
  accountSettings,
  bucketLogging(),
  bucketPolicies(),
  clientCertificates(),
  cloudfrontFunctions(),
  compositeAlarms(),
  queryDefinitions(),
  responseHeadersPolicies(),
  stepFunctions,
  usagePlanStages,
];
