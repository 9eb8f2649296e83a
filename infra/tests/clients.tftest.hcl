# Keys and usage plans of several clients. The mocked provider assigns random IDs, so that a replaced key has another one.

mock_provider "aws" {
  mock_resource "aws_api_gateway_rest_api" {
    defaults = {
      execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij"
    }
  }
}

variables {
  name                       = "customer-ids-test"
  invocation_arn_prefix      = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions"
  log_arn_prefix             = "arn:aws:logs:eu-west-1:123456789012"
  partition                  = "aws"
  lookup_throttle            = { rate = 20, burst = 40 }
  bulk_lookup_throttle       = { rate = 5, burst = 20 }
  log_retention_days         = 30
  manage_api_gateway_account = false
  clients = {
    page    = { access = "write", throttle = { rate = 100, burst = 200 }, quota_per_day = 1000000, generations = [1] }
    billing = { access = "read", throttle = { rate = 20, burst = 40 }, quota_per_day = 1000, generations = [3, 4] }
  }
  functions = {
    for name in [
      "put-customer-id", "get-customer-id", "delete-customer-id", "list-customer-ids",
      "look-up-customer-ids", "submit-customer-ids", "retry-submission", "get-submission", "list-submissions", "get-client",
    ] : name => { function_name = "test-${name}", alias = "live", arn = "arn:aws:lambda:eu-west-1:123456789012:function:test-${name}:live" }
  }
}

run "gives_each_client_its_own_usage_plan_and_a_key_per_generation" {
  command = apply

  module {
    source = "./modules/api"
  }

  assert {
    condition = { for name, plan in aws_api_gateway_usage_plan.this : name => [
      plan.name, plan.throttle_settings[0].rate_limit, plan.throttle_settings[0].burst_limit, one(plan.quota_settings).limit,
      [for stage in plan.api_stages : [for limit in stage.throttle : [limit.path, limit.rate_limit]]],
      ]
      } == {
      page    = ["customer-ids-test-page", 100, 200, 1000000, [[["/customer-ids/{id}/GET", 20]]]]
      billing = ["customer-ids-test-billing", 20, 40, 1000, [[["/customer-ids/{id}/GET", 20]]]]
    }
    error_message = "Each client must have its own rate, burst and quota, and the throttle of lookups."
  }

  assert {
    condition = { for name, key in aws_api_gateway_usage_plan_key.this : name => [key.key_id, key.usage_plan_id, key.key_type] } == {
      page-write-1   = [aws_api_gateway_api_key.this["page-write-1"].id, aws_api_gateway_usage_plan.this["page"].id, "API_KEY"]
      billing-read-3 = [aws_api_gateway_api_key.this["billing-read-3"].id, aws_api_gateway_usage_plan.this["billing"].id, "API_KEY"]
      billing-read-4 = [aws_api_gateway_api_key.this["billing-read-4"].id, aws_api_gateway_usage_plan.this["billing"].id, "API_KEY"]
    }
    error_message = "Each key must be in the usage plan of its client, and both keys of a rotation must exist."
  }

  assert {
    condition     = { for name, key in aws_api_gateway_api_key.this : name => key.name } == { for name in ["page-write-1", "billing-read-3", "billing-read-4"] : name => "customer-ids-test-${name}" }
    error_message = "The name of a key must contain its environment, client, access and generation."
  }

  assert {
    condition = alltrue([for name, prefix in { page-write-1 = "cidw04page", billing-read-3 = "cidr07billing", billing-read-4 = "cidr07billing" } :
      can(regex("^${prefix}[0-9a-f]{32}$", aws_api_gateway_api_key.this[name].value))
    ])
    error_message = "A key must state its access and client, followed by 32 random hexadecimal digits."
  }

  assert {
    condition     = length(distinct([for key in values(aws_api_gateway_api_key.this) : substr(key.value, -32, -1)])) == 3
    error_message = "The random part of each key must differ."
  }

  assert {
    condition = output.api_key_ids == {
      page    = { "1" = aws_api_gateway_api_key.this["page-write-1"].id }
      billing = { "3" = aws_api_gateway_api_key.this["billing-read-3"].id, "4" = aws_api_gateway_api_key.this["billing-read-4"].id }
    } && output.usage_plan_ids == { for name, plan in aws_api_gateway_usage_plan.this : name => plan.id }
    error_message = "The outputs must contain the IDs of keys and usage plans, and no values."
  }

  assert {
    condition     = jsonencode([for settings in aws_api_gateway_method_settings.all.settings : [settings.throttling_rate_limit, settings.throttling_burst_limit]]) == jsonencode([[240, 480]])
    error_message = "The stage must admit every client with both keys of a rotation."
  }
}

run "replaces_the_key_of_a_client_whose_access_changes_and_keeps_all_other_values" {
  command = plan

  module {
    source = "./modules/api"
  }

  variables {
    clients = {
      page    = { access = "write", throttle = { rate = 100, burst = 200 }, quota_per_day = 1000000, generations = [1, 2] }
      billing = { access = "write", throttle = { rate = 20, burst = 40 }, quota_per_day = 1000, generations = [4] }
    }
  }

  assert {
    condition     = keys(aws_api_gateway_api_key.this) == ["billing-write-4", "page-write-1", "page-write-2"]
    error_message = "The keys with the former access must be deleted."
  }

  assert {
    condition     = can(regex("^cidw04page[0-9a-f]{32}$", aws_api_gateway_api_key.this["page-write-1"].value))
    error_message = "An existing key must keep its value, so its value must be known in a plan."
  }

  assert {
    condition     = output.api_key_ids.page["1"] == run.gives_each_client_its_own_usage_plan_and_a_key_per_generation.api_key_ids.page["1"]
    error_message = "A rotation must not replace the existing key."
  }
}
