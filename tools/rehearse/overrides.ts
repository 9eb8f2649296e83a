// What the copy of infra/ has differently, for moto's sake alone. Terraform merges a file *_override.tf into what it overrides.

/** By path in infra/, Terraform text. */
export const overrides = (awsUrl: string): Readonly<Record<string, string>> => ({
  'rehearsal_override.tf': `
    provider "aws" {
      ${pathStyle}
    }

    provider "aws" {
      alias = "us_east_1"
      ${pathStyle}
    }

    # No distribution answers: the bucket itself stands for the page.
    output "site_url" {
      value = "${awsUrl}/\${local.buckets.site.name}"
    }
  `,
  'modules/api/rehearsal_override.tf': forgets('aws_api_gateway_stage.this', ['client_certificate_id']),
  'modules/functions/rehearsal_override.tf': forgets('aws_lambda_function.this', ['logging_config']),
  // The provider would wait half a minute for what never comes, and as long again to switch it off.
  'modules/website/rehearsal_override.tf': forgets(
    'aws_cloudfront_distribution.this',
    ['default_cache_behavior', 'ordered_cache_behavior', 'origin', 'viewer_certificate'],
    'enabled = false\n      wait_for_deployment = false',
  ),
});

/** No bucket has a host of its own on a loopback address. */
const pathStyle = 's3_use_path_style = true\n      max_retries       = 2';

/** moto does not keep these attributes, or makes them up: a second plan would set them again. Everything else must be as it was made. */
function forgets(address: string, attributes: readonly string[], setting = ''): string {
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
