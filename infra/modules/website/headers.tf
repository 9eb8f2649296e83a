# Response headers of the page, including errors. Cache-Control is missing on purpose: here it would also apply to errors,
# and browsers would cache a missing asset for a year. Each object gets its own Cache-Control when it is uploaded.
locals {
  content_security_policy = join("; ", [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "upgrade-insecure-requests",
  ])

  # S3 adds these; with a KMS key they contain its ARN, and with it the account ID.
  s3_headers = [
    "server",
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-bucket-key-enabled",
    "x-amz-version-id",
  ]

  other_headers = {
    Cross-Origin-Opener-Policy   = "same-origin"
    Cross-Origin-Resource-Policy = "same-origin"
    Permissions-Policy           = "accelerometer=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"
  }
}

resource "aws_cloudfront_response_headers_policy" "site" {
  name    = "${var.name}-site"
  comment = "Security headers of the page"

  security_headers_config {
    content_security_policy {
      content_security_policy = local.content_security_policy
      override                = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      referrer_policy = "no-referrer"
      override        = true
    }

    # Neither subdomains nor preloading: other hosts of a custom domain are not this stack's, and browsers take years to
    # forget a preloaded domain.
    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = false
      preload                    = false
      override                   = true
    }
  }

  custom_headers_config {
    dynamic "items" {
      for_each = local.other_headers

      content {
        header   = items.key
        value    = items.value
        override = true
      }
    }
  }

  # Remove headers that identify S3.
  remove_headers_config {
    dynamic "items" {
      for_each = local.s3_headers

      content {
        header = items.value
      }
    }
  }
}
