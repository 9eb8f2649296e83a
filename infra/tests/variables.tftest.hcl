# Each run sets invalid values, and Terraform must reject every one of them. It checks the variables alone, because a plan of all
# resources takes fifteen times as long.

run "rejects_values_below_the_minimum" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    alarm_emails             = ["operations"]
    archive_retention_days   = 0
    bulk_lookup_throttle     = { rate = 0, burst = 10 }
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
    var.bulk_lookup_throttle,
    var.log_retention_days,
    var.lookup_throttle,
    var.no_traffic_alarm_minutes,
    var.quota_per_day,
    var.throttle,
    var.tombstone_retention_days,
  ]
}

run "rejects_values_above_the_maximum_and_fractions" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    archive_retention_days   = 15
    bulk_lookup_throttle     = { rate = 5, burst = 0 }
    lookup_throttle          = { rate = 20, burst = 0 }
    no_traffic_alarm_minutes = 1445
    quota_per_day            = 1.5
    throttle                 = { rate = 100, burst = 0 }
    tombstone_retention_days = 16.5
  }

  expect_failures = [
    var.archive_retention_days,
    var.bulk_lookup_throttle,
    var.lookup_throttle,
    var.no_traffic_alarm_minutes,
    var.quota_per_day,
    var.throttle,
    var.tombstone_retention_days,
  ]
}

run "rejects_unknown_names_and_fractions_of_a_day" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    archive_retention_days = 1.5
    aws_region             = "eu-west"
    environment            = "Prod_1"
    lambda_runtime         = "nodejs18.x"
    tags                   = { Project = "mine" }
  }

  expect_failures = [var.archive_retention_days, var.aws_region, var.environment, var.lambda_runtime, var.tags]
}

run "rejects_regions_outside_the_commercial_partition" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    aws_region = "us-gov-west-1"
  }

  expect_failures = [var.aws_region]
}

run "rejects_submissions_that_expire_before_their_tombstones" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    submissions_retention_days = 30
    tombstone_retention_days   = 31
  }

  expect_failures = [var.submissions_retention_days]
}

run "rejects_a_reserved_concurrency_of_zero_and_tags_reserved_by_aws" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    reserved_concurrency = { put-customer-id = 0 }
    tags                 = { "aws:owner" = "me" }
  }

  expect_failures = [var.reserved_concurrency, var.tags]
}

run "rejects_submissions_that_expire_before_a_redelivered_event" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    submissions_retention_days = 15
    tombstone_retention_days   = 0
  }

  expect_failures = [var.submissions_retention_days]
}

run "rejects_submissions_that_are_retained_for_more_than_a_year" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    submissions_retention_days = 366
  }

  expect_failures = [var.submissions_retention_days]
}

run "rejects_a_permissions_boundary_that_is_not_a_policy" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:role/boundary"
  }

  expect_failures = [var.permissions_boundary_arn]
}

run "rejects_three_api_key_generations" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    api_key_generations = [1, 2, 3]
  }

  expect_failures = [var.api_key_generations]
}

run "rejects_duplicate_and_fractional_api_key_generations" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    api_key_generations = [1.5, 1.5]
  }

  expect_failures = [var.api_key_generations]
}
