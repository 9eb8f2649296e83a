# Runtime configuration of the page, so one build works in every environment. The site upload must not delete this object.
resource "aws_s3_object" "configuration" {
  bucket        = aws_s3_bucket.this["site"].bucket
  key           = "config.json"
  content       = jsonencode(var.configuration)
  content_type  = "application/json; charset=utf-8"
  cache_control = "no-cache"

  depends_on = [aws_s3_bucket_server_side_encryption_configuration.this]
}
