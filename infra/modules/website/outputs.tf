output "distribution_arn" {
  description = "ARN of the distribution."
  value       = aws_cloudfront_distribution.this.arn
}

output "distribution_id" {
  description = "Id of the distribution."
  value       = aws_cloudfront_distribution.this.id
}

output "log_bucket_arn" {
  description = "ARN of the log bucket, once the delivery may write there."
  value       = var.buckets.logs.arn
  depends_on  = [aws_s3_bucket_policy.this]
}

output "url" {
  description = "Address of the page."
  value       = "https://${var.custom_domain == null ? aws_cloudfront_distribution.this.domain_name : var.custom_domain.name}"
}
