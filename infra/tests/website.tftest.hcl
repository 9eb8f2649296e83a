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

run "lets_only_the_distribution_read_the_site_bucket_over_tls" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = jsondecode(aws_s3_bucket_policy.this["site"].policy).Statement == [
      {
        Sid       = "ReadThroughDistribution"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = ["s3:GetObject"]
        Resource  = ["arn:aws:s3:::test-site/*"]
        Condition = { StringEquals = { "AWS:SourceArn" = "arn:aws:cloudfront::123456789012:distribution/ETEST" } }
      },
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:*"]
        Resource  = ["arn:aws:s3:::test-site", "arn:aws:s3:::test-site/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
    error_message = "The bucket policy must allow only this distribution, over TLS."
  }

  assert {
    condition = (
      aws_cloudfront_origin_access_control.site.signing_behavior == "always"
      && aws_cloudfront_origin_access_control.site.signing_protocol == "sigv4"
      && [for origin in aws_cloudfront_distribution.this.origin : origin.origin_access_control_id if origin.origin_id == "site"] == ["OACTEST"]
    )
    error_message = "The distribution must sign every request to the bucket."
  }

  assert {
    condition = alltrue(flatten([for block in aws_s3_bucket_public_access_block.this : [
      block.block_public_acls, block.block_public_policy, block.ignore_public_acls, block.restrict_public_buckets,
    ]]))
    error_message = "Every bucket must block public access."
  }

  assert {
    condition     = alltrue([for ownership in aws_s3_bucket_ownership_controls.this : ownership.rule[0].object_ownership == "BucketOwnerEnforced"])
    error_message = "Every bucket must have ACLs disabled."
  }
}

run "retains_previous_files_for_30_days_and_aborts_incomplete_uploads" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = jsonencode([for rule in aws_s3_bucket_lifecycle_configuration.this["site"].rule : [
      rule.status, rule.abort_incomplete_multipart_upload[0].days_after_initiation, rule.noncurrent_version_expiration[0].noncurrent_days, rule.expiration,
    ]]) == jsonencode([["Enabled", 1, 30, []]])
    error_message = "Noncurrent versions and incomplete uploads must expire; current files must not."
  }

  assert {
    condition     = aws_s3_bucket_versioning.this["site"].versioning_configuration[0].status == "Enabled"
    error_message = "The site bucket must be versioned."
  }

  assert {
    condition = jsonencode([for rule in aws_s3_bucket_server_side_encryption_configuration.this["site"].rule : [
      rule.apply_server_side_encryption_by_default[0].sse_algorithm, rule.apply_server_side_encryption_by_default[0].kms_master_key_id,
    ]]) == jsonencode([["AES256", null]])
    error_message = "Without a key, S3 managed encryption must be used."
  }
}

run "encrypts_the_site_bucket_with_the_given_key" {
  command = plan

  module {
    source = "./modules/website"
  }

  variables {
    kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/test"
  }

  assert {
    condition = jsonencode([for rule in aws_s3_bucket_server_side_encryption_configuration.this["site"].rule : [
      rule.bucket_key_enabled, rule.apply_server_side_encryption_by_default[0].sse_algorithm, rule.apply_server_side_encryption_by_default[0].kms_master_key_id,
    ]]) == jsonencode([[true, "aws:kms", "arn:aws:kms:eu-west-1:123456789012:key/test"]])
    error_message = "The site bucket must use the given key."
  }
}

run "publishes_an_uncached_config_json" {
  command = plan

  module {
    source = "./modules/website"
  }

  assert {
    condition = (
      jsondecode(aws_s3_object.configuration.content) == { apiBasePath = "/api", environment = "test", tombstoneRetentionDays = 30 }
      && aws_s3_object.configuration.key == "config.json" && aws_s3_object.configuration.cache_control == "no-cache"
      && aws_s3_object.configuration.content_type == "application/json; charset=utf-8"
    )
    error_message = "/config.json must contain the configuration and must be revalidated on every request."
  }
}
