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

run "uses_the_cloudfront_domain_without_geo_restriction_or_access_logs_by_default" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = (
      output.site_url == "https://dtest.cloudfront.net" && length(aws_cloudfront_distribution.this.aliases) == 0
      && aws_cloudfront_distribution.this.viewer_certificate[0].cloudfront_default_certificate
      && length(aws_route53_record.site) == 0
    )
    error_message = "Without a custom domain there must be no alias and no DNS record."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.restrictions[0].geo_restriction[0].restriction_type == "none" && aws_cloudfront_distribution.this.web_acl_id == null
    error_message = "There must be no geo restriction and no web ACL."
  }

  assert {
    condition     = keys(aws_s3_bucket.this) == ["site"] && length(aws_s3_bucket_logging.site) == 0
    error_message = "There must be no log bucket."
  }
}

run "uses_a_custom_domain_with_its_certificate_when_configured" {
  command = plan

  module {
    source = "./modules/website"
  }

  variables {
    custom_domain   = { name = "ids.example.com", zone_id = "ZEXAMPLE" }
    certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/test"
  }

  assert {
    condition = jsonencode([for type, record in aws_route53_record.site : [
      type, record.zone_id, record.name, [for alias in record.alias : [alias.name, alias.zone_id]],
      ]]) == jsonencode([
      ["A", "ZEXAMPLE", "ids.example.com", [["dtest.cloudfront.net", "ZTEST"]]],
      ["AAAA", "ZEXAMPLE", "ids.example.com", [["dtest.cloudfront.net", "ZTEST"]]],
    ])
    error_message = "The domain must have A and AAAA alias records for the distribution."
  }

  assert {
    condition = jsonencode([for certificate in aws_cloudfront_distribution.this.viewer_certificate : [
      certificate.acm_certificate_arn, certificate.minimum_protocol_version, certificate.ssl_support_method, certificate.cloudfront_default_certificate,
    ]]) == jsonencode([["arn:aws:acm:us-east-1:123456789012:certificate/test", "TLSv1.2_2021", "sni-only", false]])
    error_message = "The distribution must use the certificate and TLS 1.2 or later."
  }

  assert {
    condition     = output.site_url == "https://ids.example.com" && aws_cloudfront_distribution.this.aliases == toset(["ids.example.com"])
    error_message = "The site URL and the alias must be the custom domain."
  }
}

run "restricts_countries_and_attaches_the_web_acl_when_configured" {
  command = plan

  module {
    source = "./modules/website"
  }

  variables {
    allowed_countries = ["DE", "NL"]
    web_acl_arn       = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/test/1"
  }

  assert {
    condition = jsonencode([for restriction in aws_cloudfront_distribution.this.restrictions[0].geo_restriction : [
      restriction.restriction_type, sort(restriction.locations),
    ]]) == jsonencode([["whitelist", ["DE", "NL"]]])
    error_message = "Only the listed countries may be served."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.web_acl_id == "arn:aws:wafv2:us-east-1:123456789012:global/webacl/test/1"
    error_message = "The distribution must use the web ACL."
  }
}

run "creates_an_expiring_log_bucket_that_only_two_log_deliveries_may_write" {
  command = plan

  module {
    source = "./modules/website"
  }

  variables {
    enable_access_logs = true
  }

  assert {
    condition     = jsonencode([for logging in aws_s3_bucket_logging.site : [logging.bucket, logging.target_bucket, logging.target_prefix]]) == jsonencode([["test-site", "test-logs", "site/"]])
    error_message = "Access to the site bucket must be logged."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_s3_bucket_policy.this["logs"].policy).Statement : [
      statement.Sid, statement.Effect, statement.Principal, statement.Action, statement.Resource,
      ]]) == jsonencode([
      ["DeliverDistributionLog", "Allow", { Service = "delivery.logs.amazonaws.com" }, ["s3:PutObject"], ["arn:aws:s3:::test-logs/AWSLogs/123456789012/CloudFront/*"]],
      ["DeliverSiteBucketLog", "Allow", { Service = "logging.s3.amazonaws.com" }, ["s3:PutObject"], ["arn:aws:s3:::test-logs/site/*"]],
      ["DenyPlainHttp", "Deny", "*", ["s3:*"], ["arn:aws:s3:::test-logs", "arn:aws:s3:::test-logs/*"]],
    ])
    error_message = "Each log delivery may write only under its own prefix."
  }

  assert {
    condition = [for statement in jsondecode(aws_s3_bucket_policy.this["logs"].policy).Statement : statement.Condition.ArnEquals["aws:SourceArn"] if statement.Effect == "Allow"] == [
      "arn:aws:logs:us-east-1:123456789012:delivery-source:test-delivery", "arn:aws:s3:::test-site",
    ]
    error_message = "Only the distribution and the site bucket may be log sources."
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this["logs"].rule[0].expiration[0].days == 30 && !aws_s3_bucket.this["logs"].force_destroy
    error_message = "Logs must expire after log_retention_days and survive a destroy while deletion protection is on."
  }
}
