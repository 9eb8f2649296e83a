# How the root wires the website and its switches.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

run "names_the_site_after_environment_account_and_region_and_has_no_firewall_unless_told" {
  command = plan

  assert {
    condition     = output.site_bucket == "customer-ids-dev-site-123456789012-eu-west-1" && length(module.edge_firewall) == 0 && length(module.api_firewall) == 0
    error_message = "The bucket's name is known before it is made, and firewalls cost money."
  }
}

run "puts_a_firewall_before_the_distribution_and_one_before_the_api" {
  command = plan

  variables {
    enable_waf         = true
    enable_access_logs = true
    allowed_countries  = ["DE"]
    custom_domain      = { name = "ids.example.com", zone_id = "ZEXAMPLE" }
  }

  assert {
    condition     = length(module.edge_firewall) == 1 && length(module.api_firewall) == 1
    error_message = "Both ways to the API are guarded."
  }

  assert {
    condition     = output.site_url == "https://ids.example.com"
    error_message = "The site is where its own name says."
  }
}

run "refuses_countries_and_names_that_nobody_has" {
  command = plan

  variables {
    allowed_countries = ["Germany"]
    custom_domain     = { name = "*.example.com", zone_id = "ZEXAMPLE" }
  }

  expect_failures = [var.allowed_countries, var.custom_domain]
}

run "refuses_a_zone_by_its_name" {
  command = plan

  variables {
    custom_domain = { name = "ids.example.com", zone_id = "example.com" }
  }

  expect_failures = [var.custom_domain]
}
