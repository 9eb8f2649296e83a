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

    strict_transport_security {
      access_control_max_age_sec = 63072000
      include_subdomains         = true
      preload                    = true
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
      for_each = ["server", "x-amz-server-side-encryption", "x-amz-version-id"]

      content {
        header = items.value
      }
    }
  }
}
