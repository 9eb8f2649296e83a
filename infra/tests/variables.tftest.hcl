# Each run gives several variables a wrong value, and every one of them must be refused.

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

mock_provider "aws" {
  source = "./tests/mocks"
}

run "refuses_values_below_what_is_safe" {
  command = plan

  variables {
    alarm_emails             = ["operations"]
    archive_retention_days   = 0
    log_retention_days       = 2
    lookup_throttle          = { rate = 0, burst = 10 }
    no_traffic_alarm_minutes = -5
    quota_per_day            = 0
    throttle                 = { rate = 0, burst = 10 }
    tombstone_retention_days = 15
  }

  expect_failures = [
    var.alarm_emails,
    var.archive_retention_days,
    var.log_retention_days,
    var.lookup_throttle,
    var.no_traffic_alarm_minutes,
    var.quota_per_day,
    var.throttle,
    var.tombstone_retention_days,
  ]
}

run "refuses_values_that_are_too_much_or_not_whole" {
  command = plan

  variables {
    archive_retention_days   = 15
    lookup_throttle          = { rate = 20, burst = 0 }
    no_traffic_alarm_minutes = 1445
    quota_per_day            = 1.5
    throttle                 = { rate = 100, burst = 0 }
    tombstone_retention_days = 16.5
  }

  expect_failures = [
    var.archive_retention_days,
    var.lookup_throttle,
    var.no_traffic_alarm_minutes,
    var.quota_per_day,
    var.throttle,
    var.tombstone_retention_days,
  ]
}

run "refuses_names_nobody_knows_and_parts_of_a_day" {
  command = plan

  variables {
    archive_retention_days = 1.5
    aws_region             = "eu-west"
    environment            = "Prod_1"
    lambda_runtime         = "nodejs18.x"
    tags                   = { Project = "mine" }
  }

  expect_failures = [var.archive_retention_days, var.aws_region, var.environment, var.lambda_runtime, var.tags]
}

run "refuses_concurrency_for_a_function_that_is_not_there_and_tags_in_the_name_of_aws" {
  command = plan

  variables {
    reserved_concurrency = { put-customer = 1 }
    tags                 = { "aws:owner" = "me" }
  }

  expect_failures = [var.reserved_concurrency, var.tags]
}

run "refuses_a_submission_that_dies_before_its_tombstones" {
  command = plan

  variables {
    submissions_retention_days = 30
    tombstone_retention_days   = 31
  }

  expect_failures = [var.submissions_retention_days]
}

run "refuses_a_function_that_may_never_run" {
  command = plan

  variables {
    reserved_concurrency = { put-customer-id = 0 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_a_submission_that_dies_before_its_event_can_come_again" {
  command = plan

  variables {
    submissions_retention_days = 15
    tombstone_retention_days   = 0
  }

  expect_failures = [var.submissions_retention_days]
}

run "refuses_a_boundary_that_is_no_policy" {
  command = plan

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:role/boundary"
  }

  expect_failures = [var.permissions_boundary_arn]
}

run "accepts_a_deleted_id_that_leaves_no_history" {
  command = plan

  variables {
    submissions_retention_days = 16
    tombstone_retention_days   = 0
  }

  assert {
    condition     = local.functions.delete-customer-id.environment.TOMBSTONE_RETENTION_DAYS == "0"
    error_message = "0 reaches the function that deletes."
  }
}

run "refuses_three_keys" {
  command = plan

  variables {
    api_key_generations = [1, 2, 3]
  }

  expect_failures = [var.api_key_generations]
}

run "refuses_the_same_part_of_a_key_twice" {
  command = plan

  variables {
    api_key_generations = [1.5, 1.5]
  }

  expect_failures = [var.api_key_generations]
}
