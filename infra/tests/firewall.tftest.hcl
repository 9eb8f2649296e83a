mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name               = "customer-ids-test"
  scope              = "REGIONAL"
  api_stage_arn      = "arn:aws:apigateway:eu-west-1::/restapis/abcdefghij/stages/api"
  requests_per_ip    = null
  log_arn_prefix     = "arn:aws:logs:eu-west-1:123456789012"
  log_retention_days = 30
}

run "blocks_known_attacks_and_only_counts_rules_that_match_legitimate_clients" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  assert {
    condition = jsonencode([for rule in aws_wafv2_web_acl.this.rule : [for group in rule.statement[0].managed_rule_group_statement : [
      rule.priority, group.name, length(rule.override_action[0].none), sort([for override in group.rule_action_override : override.name if length(override.action_to_use[0].count) == 1]),
      ]]]) == jsonencode([
      [[0, "AWSManagedRulesAnonymousIpList", 1, ["HostingProviderIPList"]]],
      [[2, "AWSManagedRulesCommonRuleSet", 1, [
        "CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "NoUserAgent_HEADER",
        "RestrictedExtensions_QUERYARGUMENTS", "RestrictedExtensions_URIPATH", "SizeRestrictions_BODY",
        "SizeRestrictions_Cookie_HEADER", "SizeRestrictions_QUERYSTRING", "SizeRestrictions_URIPATH",
      ]]],
      [[1, "AWSManagedRulesKnownBadInputsRuleSet", 1, ["JavaDeserializationRCE_BODY", "Log4JRCE_BODY", "ReactJSRCE_BODY"]]],
    ])
    error_message = "Unexpected managed rule groups or count overrides."
  }

  assert {
    condition     = jsonencode([for association in aws_wafv2_web_acl_association.api : [association.resource_arn, association.web_acl_arn]]) == jsonencode([[var.api_stage_arn, "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/test/1"]])
    error_message = "The web ACL must be associated with the API stage."
  }
}

run "logs_requests_without_paths_query_strings_secrets_and_headers_that_clients_fill" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  assert {
    condition = (
      aws_wafv2_web_acl_logging_configuration.this.log_destination_configs == toset(["arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-customer-ids-test"])
      && aws_cloudwatch_log_group.this.name == "aws-waf-logs-customer-ids-test" && aws_cloudwatch_log_group.this.retention_in_days == 30
    )
    error_message = "The web ACL must log to a log group with a retention."
  }

  assert {
    condition = jsonencode([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : [
      length(field.uri_path), length(field.query_string), [for header in field.single_header : header.name],
      ]]) == jsonencode(concat([[1, 0, []], [0, 1, []]], [
      for header in ["authorization", "cookie", "idempotency-key", "if-match", "if-none-match", "x-amzn-requestid", "x-api-key"] : [0, 0, [header]]
    ]))
    error_message = "Paths, query strings, secrets and headers that clients fill must be redacted."
  }

  assert {
    condition     = !anytrue([for visibility in concat([for rule in aws_wafv2_web_acl.this.rule : rule.visibility_config[0]], aws_wafv2_web_acl.this.visibility_config) : visibility.sampled_requests_enabled])
    error_message = "No rule may sample requests."
  }
}

run "limits_requests_per_ip_address_only_at_the_distribution" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  variables {
    scope           = "CLOUDFRONT"
    api_stage_arn   = null
    requests_per_ip = 30000
  }

  assert {
    condition = jsonencode([for rule in aws_wafv2_web_acl.this.rule : [for limit in rule.statement[0].rate_based_statement : [
      limit.limit, limit.aggregate_key_type, limit.evaluation_window_sec, rule.action[0].block[0].custom_response[0].response_code,
    ]] if rule.name == "RateLimitPerIp"]) == jsonencode([[[30000, "IP", 300, 429]]])
    error_message = "An IP address above the limit must get 429."
  }

  assert {
    condition = jsonencode([for rule in aws_wafv2_web_acl.this.rule : [for block in rule.action[0].block[0].custom_response : [
      { for header in block.response_header : header.name => header.value },
      [for body in aws_wafv2_web_acl.this.custom_response_body : [body.content_type, jsondecode(body.content).code] if body.key == block.custom_response_body_key],
      ]] if rule.name == "RateLimitPerIp"]) == jsonencode([[[
      { Cache-Control = "no-store", Retry-After = "60" }, [["APPLICATION_JSON", "too-many-requests"]],
    ]]])
    error_message = "The 429 must be an uncached problem document with Retry-After."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "CLOUDFRONT" && length(aws_wafv2_web_acl_association.api) == 0
    error_message = "A CLOUDFRONT web ACL must have no association; the distribution refers to it."
  }
}

run "rejects_an_unknown_scope" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  variables {
    scope = "GLOBAL"
  }

  expect_failures = [var.scope]
}
