locals {
  # AWS managed rule groups in order of evaluation. Rules in `counted` only count: the API validates bodies, lengths and IDs
  # itself and reports what is wrong, and legitimate clients are programs on hosted servers, often without a User-Agent header.
  rule_groups = [
    { name = "AWSManagedRulesAnonymousIpList", counted = ["HostingProviderIPList"] },
    {
      name    = "AWSManagedRulesKnownBadInputsRuleSet"
      counted = ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"]
    },
    {
      name = "AWSManagedRulesCommonRuleSet"
      counted = [
        "CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "NoUserAgent_HEADER",
        "RestrictedExtensions_QUERYARGUMENTS", "RestrictedExtensions_URIPATH", "SizeRestrictions_BODY",
        "SizeRestrictions_Cookie_HEADER", "SizeRestrictions_QUERYSTRING", "SizeRestrictions_URIPATH",
      ]
    },
  ]

  # AWS requires this prefix for WAF log groups.
  log_group_name = "aws-waf-logs-${var.name}"

  # Secrets, and headers into which clients may put customer data. WAF logs all others.
  redacted_headers = [
    "authorization", "cookie", "idempotency-key", "if-match", "if-none-match", "x-amzn-requestid", "x-api-key",
  ]

  # Without requestId: WAF has none to insert.
  too_many_requests = {
    type   = "urn:customer-ids:problem:too-many-requests"
    title  = "Too many requests"
    status = 429
    detail = "This IP address sent too many requests. Retry after the Retry-After delay."
    code   = "too-many-requests"
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "Blocks known attacks and excessive request rates."
  scope       = var.scope

  default_action {
    allow {}
  }

  dynamic "custom_response_body" {
    for_each = var.requests_per_ip[*]

    content {
      key          = "too-many-requests"
      content_type = "APPLICATION_JSON"
      content      = jsonencode(local.too_many_requests)
    }
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
            response_code            = 429
            custom_response_body_key = "too-many-requests"

            dynamic "response_header" {
              for_each = { Cache-Control = "no-store", Retry-After = "60" }

              content {
                name  = response_header.key
                value = response_header.value
              }
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

# Paths and query strings contain customer IDs.
resource "aws_wafv2_web_acl_logging_configuration" "this" {
  resource_arn            = aws_wafv2_web_acl.this.arn
  log_destination_configs = ["${var.log_arn_prefix}:log-group:${aws_cloudwatch_log_group.this.name}"]

  redacted_fields {
    uri_path {}
  }

  redacted_fields {
    query_string {}
  }

  dynamic "redacted_fields" {
    for_each = local.redacted_headers

    content {
      single_header {
        name = redacted_fields.value
      }
    }
  }
}
