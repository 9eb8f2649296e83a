resource "aws_acm_certificate" "this" {
  domain_name       = var.domain.name
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

locals {
  # A certificate for one name has exactly one validation record.
  validation_record = one(aws_acm_certificate.this.domain_validation_options)
}

resource "aws_route53_record" "validation" {
  zone_id         = var.domain.zone_id
  name            = local.validation_record.resource_record_name
  type            = local.validation_record.resource_record_type
  records         = [local.validation_record.resource_record_value]
  ttl             = 300
  allow_overwrite = true
}

# Waits until ACM has issued the certificate.
resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [aws_route53_record.validation.fqdn]
}
