# CloudFront may not list the site bucket, so S3 returns 403 for a missing object.
locals {
  site_log_prefix = "site/"

  statements = {
    site = [
      {
        Sid       = "ReadThroughDistribution"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = ["s3:GetObject"]
        Resource  = ["${var.buckets.site.arn}/*"]
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.this.arn } }
      },
    ]

    logs = [
      {
        Sid       = "DeliverDistributionLog"
        Effect    = "Allow"
        Principal = { Service = "delivery.logs.amazonaws.com" }
        Action    = ["s3:PutObject"]
        Resource  = ["${var.buckets.logs.arn}/AWSLogs/${var.account}/CloudFront/*"]
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.account, "s3:x-amz-acl" = "bucket-owner-full-control" }
          ArnEquals    = { "aws:SourceArn" = "${var.arn_prefixes.edge_logs}:delivery-source:${var.delivery_name}" }
        }
      },
      {
        Sid       = "DeliverSiteBucketLog"
        Effect    = "Allow"
        Principal = { Service = "logging.s3.amazonaws.com" }
        Action    = ["s3:PutObject"]
        Resource  = ["${var.buckets.logs.arn}/${local.site_log_prefix}*"]
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.account }
          ArnEquals    = { "aws:SourceArn" = var.buckets.site.arn }
        }
      },
    ]
  }
}
