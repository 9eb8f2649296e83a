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

run "gives_a_client_without_its_own_limits_those_of_all_clients" {
  command = plan

  variables {
    api_key_generations = { billing = [1, 2] }
    enable_waf          = true
    throttle            = { rate = 10, burst = 20 }
    quota_per_day       = 500
    clients = {
      page    = { access = "write" }
      billing = { access = "read", throttle = { rate = 50, burst = 60 }, quota_per_day = 9 }
    }
  }

  assert {
    condition = local.clients == {
      page    = { access = "write", throttle = { rate = 10, burst = 20 }, quota_per_day = 500, generations = tolist([1]) }
      billing = { access = "read", throttle = { rate = 50, burst = 60 }, quota_per_day = 9, generations = tolist([1, 2]) }
    }
    error_message = "A client's own limits must replace those of all clients, and its generations must be those of its key."
  }

  assert {
    condition     = local.requests_per_ip == 15000 && length(module.edge_firewall) == 1
    error_message = "The firewall must admit what the client with the highest rate may send from one address in five minutes."
  }

  assert {
    condition     = output.client_access == { page = "write", billing = "read" }
    error_message = "The output must state the access of each client."
  }
}
