locals {
  buckets = {
    for key, bucket in {
      # Disposable: a deploy uploads all files again.
      site = { force_destroy = true, key_arn = var.kms_key_arn, expiration_days = [], noncurrent_days = 30 }

      # S3 cannot deliver access logs to a bucket with a customer managed key.
      logs = { force_destroy = !var.deletion_protection, key_arn = null, expiration_days = [var.log_retention_days], noncurrent_days = 1 }
    } : key => merge(bucket, var.buckets[key]) if key == "site" || var.enable_access_logs
  }
}

resource "aws_s3_bucket" "this" {
  for_each = local.buckets

  bucket        = each.value.name
  force_destroy = each.value.force_destroy
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each = local.buckets

  bucket                  = aws_s3_bucket.this[each.key].bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket

  rule {
    bucket_key_enabled = each.value.key_arn != null

    apply_server_side_encryption_by_default {
      sse_algorithm     = each.value.key_arn == null ? "AES256" : "aws:kms"
      kms_master_key_id = each.value.key_arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket

  rule {
    id     = "expire"
    status = "Enabled"
    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }

    dynamic "expiration" {
      for_each = each.value.expiration_days

      content {
        days = expiration.value
      }
    }

    noncurrent_version_expiration {
      noncurrent_days = each.value.noncurrent_days
    }
  }

  # Noncurrent version rules require versioning.
  depends_on = [aws_s3_bucket_versioning.this]
}

resource "aws_s3_bucket_policy" "this" {
  for_each = local.buckets

  bucket = aws_s3_bucket.this[each.key].bucket

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.statements[each.key], [{
      Sid       = "DenyPlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = ["s3:*"]
      Resource  = [each.value.arn, "${each.value.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }])
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}

resource "aws_s3_bucket_logging" "site" {
  count = var.enable_access_logs ? 1 : 0

  bucket        = aws_s3_bucket.this["site"].bucket
  target_bucket = aws_s3_bucket.this["logs"].bucket
  target_prefix = local.site_log_prefix

  depends_on = [aws_s3_bucket_policy.this]
}
