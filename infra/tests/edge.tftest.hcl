# Modules that CloudFront requires in us-east-1.

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "validates_the_certificate_by_dns_before_it_is_used" {
  command = plan

  module {
    source = "./modules/certificate"
  }

  variables {
    domain = { name = "ids.example.com", zone_id = "ZEXAMPLE" }
  }

  assert {
    condition = (
      aws_acm_certificate.this.domain_name == "ids.example.com" && aws_acm_certificate.this.validation_method == "DNS"
      && jsonencode([aws_route53_record.validation.zone_id, aws_route53_record.validation.name, aws_route53_record.validation.type, aws_route53_record.validation.records])
      == jsonencode(["ZEXAMPLE", "_test.ids.example.com.", "CNAME", ["_test.acm-validations.aws."]])
    )
    error_message = "The validation record must be in the given zone."
  }

  assert {
    condition     = output.certificate_arn == "arn:aws:acm:us-east-1:123456789012:certificate/test" && aws_acm_certificate_validation.this.certificate_arn == output.certificate_arn
    error_message = "The output must wait for the validation."
  }
}

run "logs_no_request_fields_that_identify_a_customer" {
  command = plan

  module {
    source = "./modules/access-log"
  }

  variables {
    name             = "test-delivery"
    distribution_arn = "arn:aws:cloudfront::123456789012:distribution/ETEST"
    bucket_arn       = "arn:aws:s3:::test-logs"
    log_arn_prefix   = "arn:aws:logs:us-east-1:123456789012"
  }

  assert {
    condition = (
      aws_cloudwatch_log_delivery_source.this.resource_arn == "arn:aws:cloudfront::123456789012:distribution/ETEST"
      && aws_cloudwatch_log_delivery_source.this.log_type == "ACCESS_LOGS"
      && aws_cloudwatch_log_delivery_destination.this.delivery_destination_configuration[0].destination_resource_arn == "arn:aws:s3:::test-logs"
      && aws_cloudwatch_log_delivery.this.delivery_source_name == aws_cloudwatch_log_delivery_source.this.name
      && aws_cloudwatch_log_delivery.this.delivery_destination_arn == "arn:aws:logs:us-east-1:123456789012:delivery-destination:test-delivery"
    )
    error_message = "The log of the distribution must be delivered to the bucket."
  }

  assert {
    condition = length(setintersection(aws_cloudwatch_log_delivery.this.record_fields, [
      "c-ip", "c-port", "cs-uri-stem", "cs-uri-query", "cs(Cookie)", "cs(Referer)", "cs(User-Agent)", "x-forwarded-for",
    ])) == 0 && contains(aws_cloudwatch_log_delivery.this.record_fields, "sc-status")
    error_message = "The log must not contain IP addresses, paths, query strings or cookies."
  }
}
