# Mocked values of the data sources, with an example account.

mock_data "aws_caller_identity" {
  defaults = {
    account_id = "123456789012"
    arn        = "arn:aws:sts::123456789012:assumed-role/administrator/alice"
  }
}

mock_data "aws_iam_session_context" {
  defaults = {
    issuer_arn = "arn:aws:iam::123456789012:role/administrator"
  }
}

mock_data "aws_partition" {
  defaults = {
    partition  = "aws"
    dns_suffix = "amazonaws.com"
  }
}

# Mocked values of attributes that AWS assigns, for tests that follow them into other resources.
mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/test"
    domain_validation_options = [{
      domain_name           = "ids.example.com"
      resource_record_name  = "_test.ids.example.com."
      resource_record_type  = "CNAME"
      resource_record_value = "_test.acm-validations.aws."
    }]
  }
}

mock_resource "aws_cloudfront_distribution" {
  defaults = {
    arn            = "arn:aws:cloudfront::123456789012:distribution/ETEST"
    domain_name    = "dtest.cloudfront.net"
    hosted_zone_id = "ZTEST"
  }
}

mock_resource "aws_cloudfront_origin_access_control" {
  defaults = {
    id = "OACTEST"
  }
}

mock_resource "aws_cloudfront_response_headers_policy" {
  defaults = {
    id = "HEADERSTEST"
  }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = {
    arn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/test/1"
  }
}

mock_resource "aws_api_gateway_api_key" {
  defaults = {
    id = "key"
  }
}

mock_resource "aws_api_gateway_client_certificate" {
  defaults = {
    id = "certificate"
  }
}

mock_resource "aws_api_gateway_rest_api" {
  defaults = {
    id            = "abcdefghij"
    execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij"
  }
}

mock_resource "aws_api_gateway_stage" {
  defaults = {
    arn = "arn:aws:apigateway:eu-west-1::/restapis/abcdefghij/stages/api"
  }
}

mock_resource "aws_kms_key" {
  defaults = {
    key_id = "00000000-0000-4000-8000-000000000000"
    arn    = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000"
  }
}
