locals {
  # Policies that AWS keeps. Their ids are the same in every account.
  caching_optimized             = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  caching_disabled              = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
  all_viewer_except_host_header = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
  viewer_request_name           = "${var.name}-viewer-request"
  viewer_request_arn            = "${var.arn_prefixes.cloudfront}:function/${local.viewer_request_name}"
  error_codes                   = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]
}

resource "aws_cloudfront_origin_access_control" "site" {
  name                              = var.buckets.site.name
  description                       = "Reads the page of ${var.name}."
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "viewer_request" {
  name    = local.viewer_request_name
  comment = "Answers the routes of the page with the page."
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

  # The page is small and the API's answers are smaller: being near everybody costs cents.
  price_class = "PriceClass_All"

  origin {
    origin_id                = "site"
    domain_name              = "${var.buckets.site.name}.s3.${var.region}.${var.dns_suffix}"
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }

  # One attempt: a request may have done its work before the connection broke, and the client knows when to repeat it.
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

  # Never redirected: a key that was sent in clear has leaked already. Host stays behind, by which API Gateway finds
  # the API; all else is passed on as it came, the key's header too.
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

  # Every code that can be named: CloudFront would keep such an error for ten seconds, for most whatever their headers
  # say, and hand one client's 403 to the next. No page, for it would take the place of the API's own answers.
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
