mock_provider "aws" {
  source = "./tests/mocks"
}

# Known values for what AWS assigns, so that the ARNs derived from them can be compared.
override_resource {
  target          = aws_api_gateway_rest_api.this
  override_during = plan
  values = {
    id            = "abcdefghij"
    execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij"
  }
}

variables {
  name                       = "customer-ids-test"
  invocation_arn_prefix      = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions"
  log_arn_prefix             = "arn:aws:logs:eu-west-1:123456789012"
  partition                  = "aws"
  clients                    = { page = { access = "write", throttle = { rate = 100, burst = 200 }, quota_per_day = 1000000, generations = [1] } }
  lookup_throttle            = { rate = 20, burst = 40 }
  bulk_lookup_throttle       = { rate = 5, burst = 20 }
  log_retention_days         = 30
  manage_api_gateway_account = false
  functions = {
    for name in [
      "put-customer-id", "get-customer-id", "delete-customer-id", "list-customer-ids",
      "look-up-customer-ids", "submit-customer-ids", "retry-submission", "get-submission", "list-submissions", "get-client",
    ] : name => { function_name = "test-${name}", alias = "live", arn = "arn:aws:lambda:eu-west-1:123456789012:function:test-${name}:live" }
  }
}

run "limits_every_api_key_and_lets_only_its_own_route_invoke_a_function" {
  command = plan

  module {
    source = "./modules/api"
  }

  assert {
    condition = jsonencode([
      [for limit in aws_api_gateway_usage_plan.this["page"].throttle_settings : [limit.rate_limit, limit.burst_limit]],
      [for quota in aws_api_gateway_usage_plan.this["page"].quota_settings : [quota.limit, quota.period]],
      [for stage in aws_api_gateway_usage_plan.this["page"].api_stages : [stage.api_id, stage.stage, [for limit in stage.throttle : [limit.path, limit.rate_limit, limit.burst_limit]]]],
    ]) == jsonencode([[[100, 200]], [[1000000, "DAY"]], [["abcdefghij", "api", [["/customer-ids/{id}/GET", 20, 40]]]]])
    error_message = "The usage plan must limit the stage as configured."
  }

  assert {
    condition     = keys(aws_api_gateway_usage_plan_key.this) == ["page-write-1"] && aws_api_gateway_api_key.this["page-write-1"].name == "customer-ids-test-page-write-1"
    error_message = "The API key must exist and be in the usage plan."
  }

  assert {
    condition = { for name, permission in aws_lambda_permission.operation : name => permission.source_arn } == {
      put-customer-id      = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/PUT/customer-ids/*"
      get-customer-id      = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/GET/customer-ids/*"
      delete-customer-id   = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/DELETE/customer-ids/*"
      list-customer-ids    = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/GET/customer-ids"
      look-up-customer-ids = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/POST/lookups"
      submit-customer-ids  = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/POST/submissions"
      retry-submission     = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/POST/submissions/*/retry"
      get-submission       = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/GET/submissions/*"
      get-client           = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/GET/client"
      list-submissions     = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/api/GET/submissions"
    }
    error_message = "A permission must name stage, method and path."
  }

  assert {
    condition = alltrue([for name, permission in aws_lambda_permission.operation : (
      permission.function_name == "test-${name}" && permission.qualifier == "live"
      && permission.principal == "apigateway.amazonaws.com" && permission.action == "lambda:InvokeFunction"
    )])
    error_message = "Only API Gateway may invoke the function, through its alias."
  }
}

run "logs_no_keys_or_bodies_and_does_not_change_the_account_settings_by_default" {
  command = plan

  module {
    source = "./modules/api"
  }

  assert {
    condition = jsondecode(aws_api_gateway_stage.this.access_log_settings[0].format) == {
      requestId          = "$context.extendedRequestId"
      apiKeyId           = "$context.identity.apiKeyId"
      method             = "$context.httpMethod"
      resourcePath       = "$context.resourcePath"
      status             = "$context.status"
      errorType          = "$context.error.responseType"
      integrationStatus  = "$context.integrationStatus"
      integrationLatency = "$context.integrationLatency"
      responseLatency    = "$context.responseLatency"
      responseLength     = "$context.responseLength"
    }
    error_message = "The access log must have exactly these fields."
  }

  assert {
    condition = (
      aws_api_gateway_stage.this.access_log_settings[0].destination_arn == "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/customer-ids-test/api"
      && aws_cloudwatch_log_group.access.name == "/aws/vendedlogs/customer-ids-test/api"
      && aws_cloudwatch_log_group.execution.name == "API-Gateway-Execution-Logs_abcdefghij/api"
      && aws_cloudwatch_log_group.access.retention_in_days == 30 && aws_cloudwatch_log_group.execution.retention_in_days == 30
    )
    error_message = "Both log groups must have a retention."
  }

  assert {
    condition = jsonencode([
      for all in concat([aws_api_gateway_method_settings.all, aws_api_gateway_method_settings.open], aws_api_gateway_method_settings.bulk_lookups) : [for settings in all.settings : [
        all.method_path, settings.metrics_enabled, settings.logging_level, settings.data_trace_enabled, settings.caching_enabled,
        settings.throttling_rate_limit, settings.throttling_burst_limit,
      ]]
    ]) == jsonencode([[["*/*", true, "ERROR", false, false, 200, 400]], [["health/GET", true, "ERROR", false, false, 10, 20]], [["lookups/POST", true, "ERROR", false, false, 5, 20]]])
    error_message = "Every method must have metrics, error logs and a throttle, lower without a key and for bulk lookups, and no data tracing or caching."
  }

  assert {
    condition     = aws_api_gateway_deployment.this.triggers == tomap({ document = sha1(aws_api_gateway_rest_api.this.body) })
    error_message = "Only a changed document may trigger a deployment."
  }

  assert {
    condition     = aws_api_gateway_rest_api.this.fail_on_warnings && aws_api_gateway_stage.this.stage_name == "api" && !aws_api_gateway_stage.this.xray_tracing_enabled
    error_message = "An import with warnings must fail, the stage must be the base path, and X-Ray must record no URLs by default."
  }

  assert {
    condition     = length(aws_api_gateway_account.this) + length(aws_iam_role.write_logs) == 0
    error_message = "The account-wide role for API Gateway logs must not be set by default."
  }
}

run "sets_the_account_role_traces_requests_and_omits_the_lookup_limits_when_configured" {
  command = plan

  module {
    source = "./modules/api"
  }

  variables {
    lookup_throttle            = null
    bulk_lookup_throttle       = null
    manage_api_gateway_account = true
    enable_tracing             = true
  }

  assert {
    condition     = aws_api_gateway_stage.this.xray_tracing_enabled
    error_message = "X-Ray must trace requests when configured."
  }

  assert {
    condition = (
      length(aws_api_gateway_account.this) == 1
      && aws_iam_role_policy_attachment.write_logs[0].policy_arn == "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
      && jsondecode(aws_iam_role.write_logs[0].assume_role_policy).Statement[0].Principal == { Service = "apigateway.amazonaws.com" }
    )
    error_message = "The role must allow API Gateway to write logs and nothing else."
  }

  assert {
    condition = (
      alltrue([for stage in aws_api_gateway_usage_plan.this["page"].api_stages : length(stage.throttle) == 0])
      && length(aws_api_gateway_method_settings.bulk_lookups) == 0
    )
    error_message = "Without lookup_throttle and bulk_lookup_throttle, only the limits of the usage plan apply."
  }
}
