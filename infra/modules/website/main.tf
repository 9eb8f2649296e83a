locals {
  # IDs of AWS managed policies; they are the same in every account.
  caching_optimized             = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  caching_disabled              = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
  viewer_request_name           = "${var.name}-viewer-request"
  viewer_request_arn            = "${var.arn_prefixes.cloudfront}:function/${local.viewer_request_name}"
  error_codes                   = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = var.buckets.site.name
  description                       = "Lets CloudFront read the site bucket of ${var.name}."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "viewer_request" {
  name    = local.viewer_request_name
  comment = "Serves index.html for the client-side routes of the page."
  runtime = "cloudfront-js-2.0"
  code    = file("${path.module}/viewer-request.js")
  publish = true
}

resource "aws_cloudfront_distribution" "this" {
  comment             = var.name
  enabled             = true
  is_ipv6_enabled     = true
  http_version        = "http2and3"
  default_root_object = "index.html"
  aliases             = var.custom_domain == null ? [] : [var.custom_domain.name]
  web_acl_id          = var.web_acl_arn

  # Responses are small, so the larger price class costs only cents.
  price_class = "PriceClass_All"

  origin {
    origin_id                = "site"
    domain_name              = "${var.buckets.site.name}.s3.${var.region}.${var.dns_suffix}"
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  # A single attempt: a failed request may have had an effect, so only the client decides whether to retry it.
  origin {
    origin_id           = "api"
    domain_name         = var.api.domain_name
    connection_attempts = 1
    connection_timeout  = 5

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
      origin_read_timeout    = 15
    }
  }

  default_cache_behavior {
    target_origin_id           = "site"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    cache_policy_id            = local.caching_optimized
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site.id

    function_association {
      event_type   = "viewer-request"
      function_arn = local.viewer_request_arn
    }
  }

  # No redirect from HTTP: an API key sent in the clear has leaked already. The Host header is not forwarded because API
  # Gateway routes by its own host name.
  ordered_cache_behavior {
    path_pattern             = "/${var.api.stage}/*"
    target_origin_id         = "api"
    viewer_protocol_policy   = "https-only"
    allowed_methods          = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = false
    cache_policy_id          = local.caching_disabled
    origin_request_policy_id = local.all_viewer_except_host_header
  }

  # CloudFront caches errors for 10 seconds by default, so one client's 403 could reach another. There is no error page,
  # because it would replace the problem documents of the API.
  dynamic "custom_error_response" {
    for_each = local.error_codes

    content {
      error_code            = custom_error_response.value
      error_caching_min_ttl = 0
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = length(var.allowed_countries) == 0 ? "none" : "whitelist"
      locations        = var.allowed_countries
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.custom_domain == null
    acm_certificate_arn            = var.certificate_arn
    ssl_support_method             = var.custom_domain == null ? null : "sni-only"
    minimum_protocol_version       = var.custom_domain == null ? null : "TLSv1.2_2021"
  }

  depends_on = [aws_cloudfront_function.viewer_request, aws_s3_bucket.this]
}
