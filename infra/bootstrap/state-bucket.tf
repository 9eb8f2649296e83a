# The state contains the API key in plain text, so access is limited to the two roles and named administrators.

resource "aws_s3_bucket" "state" {
  bucket = local.state_bucket

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  bucket = aws_s3_bucket.state.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# To restore a state that was overwritten by mistake.
resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.bucket

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket = aws_s3_bucket.state.bucket

  rule {
    id     = "expire"
    status = "Enabled"
    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }

  depends_on = [aws_s3_bucket_versioning.state]
}

locals {
  lock_arn      = "${local.state_arn}/*.tflock"
  write_actions = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject", "s3:RestoreObject"]
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.bucket

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "DenyPlainHttp"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:*"]
        Resource  = [local.state_arn, "${local.state_arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
      {
        Sid       = "DenyReadByOthers"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:GetObject", "s3:GetObjectVersion"]
        Resource  = ["${local.state_arn}/*"]
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = concat(values(local.role_arns), var.state_administrators) } }
      },
      {
        Sid         = "DenyWriteByOthers"
        Effect      = "Deny"
        Principal   = "*"
        Action      = local.write_actions
        NotResource = [local.lock_arn]
        Condition   = { ArnNotEquals = { "aws:PrincipalArn" = concat([local.role_arns.deploy], var.state_administrators) } }
      },
      {
        # A plan takes the lock too, so the state does not change while it runs.
        Sid       = "DenyLockByOthers"
        Effect    = "Deny"
        Principal = "*"
        Action    = local.write_actions
        Resource  = [local.lock_arn]
        Condition = { ArnNotEquals = { "aws:PrincipalArn" = concat(values(local.role_arns), var.state_administrators) } }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.state]
}
