# What is built and then changed in every way that a variable can change it. test/changes.test.ts
# reads from the plan that nothing which holds something is made anew.

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

mock_provider "aws" {
  source = "./tests/mocks"
}

run "builds_the_stack" {
  command = apply
}

run "changes_all_that_may_change" {
  command = plan

  variables {
    alarm_emails               = ["operations@example.com"]
    allowed_countries          = ["DE"]
    archive_retention_days     = 7
    custom_domain              = { name = "ids.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
    deletion_protection        = false
    enable_access_logs         = true
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
