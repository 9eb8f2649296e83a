locals {
  # AWS managed rule groups in order of evaluation. Rules in `counted` only count: the API validates bodies itself, and
  # legitimate clients are programs on hosted servers, often without a User-Agent header.
  rule_groups = [
    { name = "AWSManagedRulesAnonymousIpList", counted = ["HostingProviderIPList"] },
    { name = "AWSManagedRulesKnownBadInputsRuleSet", counted = [] },
    {
      name = "AWSManagedRulesCommonRuleSet"
      counted = [
        "CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "NoUserAgent_HEADER",
        "SizeRestrictions_BODY",
      ]
    },
  ]

  # AWS requires this prefix for WAF log groups.
  log_group_name = "aws-waf-logs-${var.name}"
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "Blocks known attacks and excessive request rates."
  scope       = var.scope

  default_action {
    allow {}
  }

  dynamic "rule" {
    for_each = local.rule_groups

    content {
      name     = rule.value.name
      priority = rule.key

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.value.name

          dynamic "rule_action_override" {
            for_each = rule.value.counted

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.value.name}"
        sampled_requests_enabled   = false
      }
    }
  }

  dynamic "rule" {
    for_each = var.requests_per_ip[*]

    content {
      name     = "RateLimitPerIp"
      priority = length(local.rule_groups)

      action {
        block {
          custom_response {
            response_code = 429

            response_header {
              name  = "Retry-After"
              value = "60"
            }
          }
        }
      }

      statement {
        rate_based_statement {
          aggregate_key_type    = "IP"
          evaluation_window_sec = 300
          limit                 = rule.value
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-RateLimitPerIp"
        sampled_requests_enabled   = false
      }
    }
  }

  # Sampled requests would expose paths and API keys in the console.
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "api" {
  count = var.scope == "REGIONAL" ? 1 : 0

  web_acl_arn  = aws_wafv2_web_acl.this.arn
  resource_arn = var.api_stage_arn
}

resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

# Paths and query strings contain customer IDs, and the API key is a secret.
resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = ["${var.log_arn_prefix}:log-group:${aws_cloudwatch_log_group.this.name}"]

  redacted_fields {
    uri_path {}
  }

  redacted_fields {
    query_string {}
  }

  redacted_fields {
    single_header {
      name = "x-api-key"
    }
  }
}
