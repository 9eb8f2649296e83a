// What a second plan may still show, because moto forgets or makes up what AWS would keep. Anything else is a fault of ours.
import { differencesOf } from '#infra/review/differences.ts';
import type { PlannedResource } from '#infra/review/plan.ts';

/** By type, the places that moto does not keep as they were told, and those that follow from them. */
const notKept: Readonly<Record<string, RegExp>> = {
  aws_api_gateway_stage: /^client_certificate_id$/,
  aws_cloudfront_distribution:
    /^(default|ordered)_cache_behavior\[0\]\.(forwarded_values|function_association)$|^origin\[\d\]\.origin_access_control_id$|^viewer_certificate\[0\]\.ssl_support_method$/,
  aws_lambda_alias: /^function_version$/,
  aws_lambda_function: /^(logging_config|version|qualified_arn|qualified_invoke_arn)$/,
};

/** The changes of a second plan that moto does not explain, each as its address and the place. */
export const unexplained = (resources: readonly PlannedResource[]): readonly string[] =>
  resources
    .filter(({ action }) => action !== 'keep')
    .flatMap(({ address, type, action, before, after }) => {
      if (action !== 'change') return [`${address} would be another: ${action}`];
      const places = differencesOf(before, after).map(({ path }) => path);
      return places.filter((path) => !notKept[type]?.test(path)).map((path) => `${address} ${path}`);
    });
