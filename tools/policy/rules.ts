import { alarmRules } from './alarm-rules.ts';
import { apiGatewayRules } from './api-gateway-rules.ts';
import { apiKeyRules } from './api-key-rules.ts';
import { cloudfrontRules } from './cloudfront-rules.ts';
import { contractRules } from './contract-rules.ts';
import { dataRules } from './data-rules.ts';
import { edgeRules } from './edge-rules.ts';
import { iamRules } from './iam-rules.ts';
import { importRules } from './import-rules.ts';
import { lambdaRules } from './lambda-rules.ts';
import { messagingRules } from './messaging-rules.ts';
import type { Rule } from './rule.ts';
import { s3Rules } from './s3-rules.ts';
import { siteRules } from './site-rules.ts';
import { sourceRules } from './source-rules.ts';
import { systemRules } from './system-rules.ts';
import { workflowRules } from './workflow-rules.ts';

/** CKV_* rules are checkov's, reimplemented on planned values; X-* rules are ours. */
export const rules: readonly Rule[] = [
  ...apiGatewayRules,
  ...apiKeyRules,
  ...lambdaRules,
  ...dataRules,
  ...cloudfrontRules,
  ...s3Rules,
  ...messagingRules,
  ...iamRules,
  ...edgeRules,
  ...contractRules,
  ...importRules,
  ...siteRules,
  ...workflowRules,
  ...alarmRules,
  ...systemRules,
  ...sourceRules,
];
