# What differs between deployments of one build of the page. The upload of the page leaves this object alone.
resource "aws_s3_object" "configuration" {
  bucket        = aws_s3_bucket.this["site"].bucket
  key           = "config.json"
  content       = jsonencode(var.configuration)
  content_type  = "application/json; charset=utf-8"
  cache_control = "no-cache"

  depends_on = [aws_s3_bucket_server_side_encryption_configuration.this]
}
