# Applies the stack, then plans a change of every variable. changes.test.ts reads the plan and checks that no resource with
# data is replaced.

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

mock_provider "aws" {
  source = "./tests/mocks"
}

run "applies_the_stack_with_default_settings" {
  command = apply
}

run "changes_every_variable_that_an_existing_stack_may_change" {
  command = plan

  variables {
    alarm_emails               = ["operations@example.com"]
    allowed_countries          = ["DE"]
    archive_retention_days     = 7
    bulk_lookup_throttle       = null
    clients                    = { page = { access = "write", throttle = { rate = 2, burst = 2 }, quota_per_day = 5 }, billing = { access = "read" } }
    custom_domain              = { name = "ids.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
    deletion_protection        = false
    enable_access_logs         = true
    enable_api_tracing         = true
    enable_kms                 = true
    enable_waf                 = true
    include_execution_data     = true
    log_retention_days         = 365
    lookup_throttle            = null
    manage_api_gateway_account = true
    no_traffic_alarm_minutes   = 60
    permissions_boundary_arn   = "arn:aws:iam::123456789012:policy/boundary"
    quota_per_day              = 10
    reserved_concurrency       = { put-customer-id = 1 }
    submissions_retention_days = 90
    tags                       = { Owner = "registry" }
    throttle                   = { rate = 1, burst = 1 }
    tombstone_retention_days   = 60
  }
}
