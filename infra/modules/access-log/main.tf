# Paths and query strings contain customer IDs, so only the path pattern of the cache behavior is logged. No client IP either.
locals {
  record_fields = [
    "date", "time", "x-edge-location", "x-edge-request-id", "c-country", "asn", "cs-method",
    "cache-behavior-path-pattern", "cs-protocol", "cs-protocol-version", "ssl-protocol", "ssl-cipher", "sc-status",
    "sc-bytes", "cs-bytes", "time-taken", "time-to-first-byte", "x-edge-result-type", "x-edge-detailed-result-type",
  ]
}

resource "aws_cloudwatch_log_delivery_source" "this" {
  name         = var.name
  log_type     = "ACCESS_LOGS"
  resource_arn = var.distribution_arn
}

resource "aws_cloudwatch_log_delivery_destination" "this" {
  name          = var.name
  output_format = "json"

  delivery_destination_configuration {
    destination_resource_arn = var.bucket_arn
  }
}

resource "aws_cloudwatch_log_delivery" "this" {
  delivery_source_name     = aws_cloudwatch_log_delivery_source.this.name
  delivery_destination_arn = "${var.log_arn_prefix}:delivery-destination:${aws_cloudwatch_log_delivery_destination.this.name}"
  record_fields            = local.record_fields
}
