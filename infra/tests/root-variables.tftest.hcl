# How the root module uses its variables.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "names_the_site_bucket_after_environment_account_and_region_and_creates_no_web_acl_by_default" {
  command = plan

  assert {
    condition     = output.site_bucket == "customer-ids-dev-site-123456789012-eu-west-1" && length(module.edge_firewall) == 0 && length(module.api_firewall) == 0
    error_message = "The bucket name must be known at plan time, and there must be no web ACL."
  }
}

run "protects_the_distribution_and_the_api_with_web_acls_when_enabled" {
  command = plan

  variables {
    enable_waf         = true
    enable_access_logs = true
    allowed_countries  = ["DE"]
    custom_domain      = { name = "ids.example.com", zone_id = "ZEXAMPLE" }
  }

  assert {
    condition     = length(module.edge_firewall) == 1 && length(module.api_firewall) == 1
    error_message = "Both the distribution and the API stage must have a web ACL."
  }

  assert {
    condition     = output.site_url == "https://ids.example.com"
    error_message = "The site URL must be the custom domain."
  }
}

run "rejects_invalid_country_codes_and_domain_names" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    allowed_countries = ["Germany"]
    custom_domain     = { name = "*.example.com", zone_id = "ZEXAMPLE" }
  }

  expect_failures = [var.allowed_countries, var.custom_domain]
}

run "rejects_a_zone_name_in_place_of_a_zone_id" {
  command = plan

  module {
    source = "./tests/variables"
  }

  variables {
    custom_domain = { name = "ids.example.com", zone_id = "example.com" }
  }

  expect_failures = [var.custom_domain]
}

run "rejects_a_reserved_concurrency_for_an_unknown_function" {
  command = plan

  variables {
    reserved_concurrency = { put-customer = 1 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "accepts_a_tombstone_retention_of_zero" {
  command = plan

  variables {
    submissions_retention_days = 16
    tombstone_retention_days   = 0
  }

  assert {
    condition     = local.functions.delete-customer-id.environment.TOMBSTONE_RETENTION_DAYS == "0"
    error_message = "The delete function must get TOMBSTONE_RETENTION_DAYS = 0."
  }
}
