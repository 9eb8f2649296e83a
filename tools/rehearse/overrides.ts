// Terraform override files that adapt the copy of infra/ to moto.

/** Terraform text by path in infra/. */
export const overrides = (awsUrl: string): Readonly<Record<string, string>> => ({
  'rehearsal_override.tf': `
    provider "aws" {
      ${pathStyle}
    }

    provider "aws" {
      alias = "us_east_1"
      ${pathStyle}
    }

    # moto serves no distribution, so the URL points to the bucket.
    output "site_url" {
      value = "${awsUrl}/\${local.buckets.site.name}"
    }
  `,
  'modules/api/rehearsal_override.tf': ignoreChanges('aws_api_gateway_stage.this', ['client_certificate_id']),
  'modules/functions/rehearsal_override.tf': ignoreChanges('aws_lambda_function.this', [
    'kms_key_arn',
    'logging_config',
  ]),
  // moto omits a colon from the ARN of a distribution.
  'modules/access-log/rehearsal_override.tf': `
    resource "aws_cloudwatch_log_delivery_source" "this" {
      resource_arn = replace(var.distribution_arn, "cloudfront:1", "cloudfront::1")
    }
  `,
  // The provider would wait for a deployment that never happens, and to disable the distribution.
  'modules/website/rehearsal_override.tf': ignoreChanges(
    'aws_cloudfront_distribution.this',
    ['default_cache_behavior', 'ordered_cache_behavior', 'origin', 'viewer_certificate'],
    'enabled = false\n      wait_for_deployment = false',
  ),
});

/** Buckets have no hostnames on a loopback address. */
const pathStyle = 's3_use_path_style = true\n      max_retries       = 2';

/** moto loses or invents these attributes, so a second plan would change them. All others must match. */
function ignoreChanges(address: string, attributes: readonly string[], setting = ''): string {
  const [type, name] = address.split('.');
  return `
    resource "${type}" "${name}" {
      ${setting}
      lifecycle {
        ignore_changes = [${attributes.join(', ')}]
      }
    }
  `;
}
