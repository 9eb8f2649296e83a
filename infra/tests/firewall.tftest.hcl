mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                 = "customer-ids-test"
  scope                = "REGIONAL"
  api_stage_arn        = "arn:aws:apigateway:eu-west-1::/restapis/abcdefghij/stages/api"
  requests_per_address = null
  log_arn_prefix       = "arn:aws:logs:eu-west-1:123456789012"
  log_retention_days   = 30
}

run "blocks_known_attacks_before_the_api_and_counts_what_only_looks_like_one" {
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
        "CrossSiteScripting_BODY", "EC2MetaDataSSRF_BODY", "GenericLFI_BODY", "GenericRFI_BODY", "NoUserAgent_HEADER", "SizeRestrictions_BODY",
      ]]],
      [[1, "AWSManagedRulesKnownBadInputsRuleSet", 1, []]],
    ])
    error_message = "AWS's groups block, less what an honest client would run into."
  }

  assert {
    condition     = jsonencode([for association in aws_wafv2_web_acl_association.api : [association.resource_arn, association.web_acl_arn]]) == jsonencode([[var.api_stage_arn, "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/test/1"]])
    error_message = "The firewall stands before the stage."
  }
}

run "logs_what_it_does_without_paths_queries_and_keys" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  assert {
    condition = (
      aws_wafv2_web_acl_logging_configuration.this.log_destination_configs == toset(["arn:aws:logs:eu-west-1:123456789012:log-group:aws-waf-logs-customer-ids-test"])
      && aws_cloudwatch_log_group.this.name == "aws-waf-logs-customer-ids-test" && aws_cloudwatch_log_group.this.retention_in_days == 30
    )
    error_message = "The firewall has a log that forgets."
  }

  assert {
    condition = jsonencode([for field in aws_wafv2_web_acl_logging_configuration.this.redacted_fields : [
      length(field.uri_path), length(field.query_string), [for header in field.single_header : header.name],
    ]]) == jsonencode([[1, 0, []], [0, 1, []], [0, 0, ["x-api-key"]]])
    error_message = "Path, query and key stay out of the log."
  }

  assert {
    condition     = !anytrue([for visibility in concat([for rule in aws_wafv2_web_acl.this.rule : rule.visibility_config[0]], aws_wafv2_web_acl.this.visibility_config) : visibility.sampled_requests_enabled])
    error_message = "No request is kept as a sample."
  }
}

run "slows_an_address_down_before_the_distribution_and_not_behind_it" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  variables {
    scope                = "CLOUDFRONT"
    api_stage_arn        = null
    requests_per_address = 30000
  }

  assert {
    condition = jsonencode([for rule in aws_wafv2_web_acl.this.rule : [for limit in rule.statement[0].rate_based_statement : [
      limit.limit, limit.aggregate_key_type, limit.evaluation_window_sec, rule.action[0].block[0].custom_response[0].response_code,
    ]] if rule.name == "RequestsOfOneAddress"]) == jsonencode([[[30000, "IP", 300, 429]]])
    error_message = "An address that asks too often is told so."
  }

  assert {
    condition     = aws_wafv2_web_acl.this.scope == "CLOUDFRONT" && length(aws_wafv2_web_acl_association.api) == 0
    error_message = "The distribution names its firewall by itself."
  }
}

run "refuses_a_scope_that_waf_does_not_know" {
  command = plan

  module {
    source = "./modules/firewall"
  }

  variables {
    scope = "GLOBAL"
  }

  expect_failures = [var.scope]
}
