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
    clients                  = { page = { access = "write", quota_per_day = 0 } }
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
    var.clients,
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
    clients                  = { page = { access = "write", throttle = { rate = 100, burst = 0 } } }
    lookup_throttle          = { rate = 20, burst = 0 }
    no_traffic_alarm_minutes = 1445
    quota_per_day            = 1.5
    throttle                 = { rate = 100, burst = 0 }
    tombstone_retention_days = 16.5
  }

  expect_failures = [
    var.archive_retention_days,
    var.bulk_lookup_throttle,
    var.clients,
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
    allowed_countries      = ["Germany"]
    archive_retention_days = 1.5
    aws_region             = "eu-west"
    clients                = { Page = { access = "write" } }
    custom_domain          = { name = "*.example.com", zone_id = "ZEXAMPLE" }
    environment            = "Prod_1"
    lambda_runtime         = "nodejs18.x"
    tags                   = { Project = "mine" }
  }

  expect_failures = [
    var.allowed_countries, var.archive_retention_days, var.aws_region, var.clients, var.custom_domain,
    var.environment, var.lambda_runtime, var.tags,
  ]
}

run "rejects_other_partitions_an_unknown_access_and_a_zone_name_in_place_of_a_zone_id" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    aws_region    = "us-gov-west-1"
    clients       = { page = { access = "write" }, billing = { access = "admin" } }
    custom_domain = { name = "ids.example.com", zone_id = "example.com" }
  }

  expect_failures = [var.aws_region, var.clients, var.custom_domain]
}

run "rejects_clients_of_which_none_may_write_and_submissions_that_expire_before_their_tombstones" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    clients                    = { billing = { access = "read" } }
    submissions_retention_days = 30
    tombstone_retention_days   = 31
  }

  expect_failures = [var.clients, var.submissions_retention_days]
}

run "rejects_a_reserved_concurrency_of_zero_tags_reserved_by_aws_and_a_boundary_that_is_not_a_policy" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    permissions_boundary_arn = "arn:aws:iam::123456789012:role/boundary"
    reserved_concurrency     = { put-customer-id = 0 }
    tags                     = { "aws:owner" = "me" }
  }

  expect_failures = [var.permissions_boundary_arn, var.reserved_concurrency, var.tags]
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

run "rejects_an_api_key_of_an_unknown_client_and_submissions_that_are_retained_for_more_than_a_year" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    api_key_generations        = { billing = [1] }
    submissions_retention_days = 366
  }

  expect_failures = [var.api_key_generations, var.submissions_retention_days]
}

run "rejects_three_api_key_generations" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    api_key_generations = { page = [1, 2, 3] }
  }

  expect_failures = [var.api_key_generations]
}

run "rejects_duplicate_and_fractional_api_key_generations" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    api_key_generations = { page = [1.5, 1.5] }
  }

  expect_failures = [var.api_key_generations]
}
