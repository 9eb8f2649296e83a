resource "aws_route53_record" "site" {
  for_each = toset(var.custom_domain == null ? [] : ["A", "AAAA"])

  zone_id = var.custom_domain.zone_id
  name    = var.custom_domain.name
  type    = each.key

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
