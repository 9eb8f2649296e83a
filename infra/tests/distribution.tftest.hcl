mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name                = "customer-ids-test"
  account             = "123456789012"
  region              = "eu-west-1"
  dns_suffix          = "amazonaws.com"
  api                 = { domain_name = "abcdefghij.execute-api.eu-west-1.amazonaws.com", stage = "api" }
  arn_prefixes        = { cloudfront = "arn:aws:cloudfront::123456789012", edge_logs = "arn:aws:logs:us-east-1:123456789012" }
  configuration       = { apiBasePath = "/api", environment = "test", tombstoneRetentionDays = 30 }
  allowed_countries   = []
  custom_domain       = null
  certificate_arn     = null
  delivery_name       = "test-delivery"
  deletion_protection = true
  enable_access_logs  = false
  log_retention_days  = 30
  web_acl_arn         = null
  buckets = {
    site = { name = "test-site", arn = "arn:aws:s3:::test-site" }
    logs = { name = "test-logs", arn = "arn:aws:s3:::test-logs" }
  }
}

run "forwards_api_requests_unchanged_and_caches_none" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = jsonencode([for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : [
      behavior.path_pattern, behavior.target_origin_id, behavior.viewer_protocol_policy, sort(behavior.allowed_methods),
      behavior.cache_policy_id, behavior.origin_request_policy_id, behavior.function_association,
      ]]) == jsonencode([[
      "/api/*", "api", "https-only", ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
      "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "b689b0a8-53d0-40ab-baf2-68738e2966ac", [],
    ]])
    error_message = "/api/* must accept every method over HTTPS, forward all headers except Host, cache nothing and run no function."
  }

  assert {
    condition = jsonencode([for origin in aws_cloudfront_distribution.this.origin : [
      origin.domain_name, origin.connection_attempts, [for api in origin.custom_origin_config : [
        api.origin_protocol_policy, api.origin_ssl_protocols, api.origin_read_timeout,
      ]],
      ] if origin.origin_id == "api"]) == jsonencode([[
      "abcdefghij.execute-api.eu-west-1.amazonaws.com", 1, [["https-only", ["TLSv1.2"], 15]],
    ]])
    error_message = "CloudFront must send one request, over TLS 1.2, with a read timeout above the 10 seconds of the API."
  }
}

run "serves_the_page_compressed_over_https_with_security_headers" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = jsonencode([for behavior in aws_cloudfront_distribution.this.default_cache_behavior : [
      behavior.target_origin_id, behavior.viewer_protocol_policy, sort(behavior.allowed_methods), behavior.compress,
      behavior.cache_policy_id, behavior.response_headers_policy_id,
      [for function in behavior.function_association : [function.event_type, function.function_arn]],
      ]]) == jsonencode([[
      "site", "redirect-to-https", ["GET", "HEAD"], true, "658327ea-f89d-4fab-a63d-7e88639e58f6", "HEADERSTEST",
      [["viewer-request", "arn:aws:cloudfront::123456789012:function/customer-ids-test-viewer-request"]],
    ]])
    error_message = "The page must be served compressed, over HTTPS, with its headers policy and function."
  }

  assert {
    condition = (
      aws_cloudfront_function.viewer_request.name == "customer-ids-test-viewer-request"
      && aws_cloudfront_function.viewer_request.runtime == "cloudfront-js-2.0" && aws_cloudfront_function.viewer_request.publish
    )
    error_message = "The viewer-request function must exist and be published."
  }

  assert {
    condition = (
      aws_cloudfront_distribution.this.enabled && aws_cloudfront_distribution.this.http_version == "http2and3"
      && aws_cloudfront_distribution.this.default_root_object == "index.html" && aws_cloudfront_distribution.this.is_ipv6_enabled
    )
    error_message = "The distribution must be enabled and support HTTP/2, HTTP/3 and IPv6."
  }
}

run "caches_no_errors_and_replaces_none_with_an_error_page" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = jsonencode(sort([for error in aws_cloudfront_distribution.this.custom_error_response : format(
      "%d %d %s %s", error.error_code, error.error_caching_min_ttl, jsonencode(error.response_code), jsonencode(error.response_page_path),
    )])) == jsonencode([for code in [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] : "${code} 0 null null"])
    error_message = "Every error code must have a TTL of 0 and no error page."
  }
}

run "sends_security_headers_that_the_origin_cannot_override" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition     = !strcontains(aws_cloudfront_response_headers_policy.site.security_headers_config[0].content_security_policy[0].content_security_policy, "unsafe-")
    error_message = "The Content-Security-Policy must contain no unsafe- source."
  }

  assert {
    condition = jsonencode([for headers in aws_cloudfront_response_headers_policy.site.security_headers_config : [
      headers.strict_transport_security[0], headers.frame_options[0], headers.referrer_policy[0], headers.content_type_options[0], headers.content_security_policy[0].override,
      ]]) == jsonencode([[
      { access_control_max_age_sec = 63072000, include_subdomains = false, override = true, preload = false },
      { frame_option = "DENY", override = true }, { override = true, referrer_policy = "no-referrer" }, { override = true }, true,
    ]])
    error_message = "Unexpected HSTS, frame, referrer or content type header."
  }

  assert {
    condition = { for item in one(aws_cloudfront_response_headers_policy.site.custom_headers_config).items : item.header => [item.value, item.override] } == {
      Cross-Origin-Opener-Policy   = ["same-origin", true]
      Cross-Origin-Resource-Policy = ["same-origin", true]
      Permissions-Policy           = ["accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()", true]
    }
    error_message = "Unexpected cross-origin or Permissions-Policy header."
  }

  assert {
    condition = toset([for item in one(aws_cloudfront_response_headers_policy.site.remove_headers_config).items : item.header]) == toset([
      "server", "x-amz-server-side-encryption", "x-amz-server-side-encryption-aws-kms-key-id",
      "x-amz-server-side-encryption-bucket-key-enabled", "x-amz-version-id",
    ])
    error_message = "Every header that S3 adds must be removed."
  }
}
