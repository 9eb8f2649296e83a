output "distribution_arn" {
  description = "ARN of the CloudFront distribution."
  value       = aws_cloudfront_distribution.this.arn
}

output "distribution_id" {
  description = "ID of the CloudFront distribution."
  value       = aws_cloudfront_distribution.this.id
}

output "log_bucket_arn" {
  description = "ARN of the log bucket, available after its policy allows log delivery."
  value       = var.buckets.logs.arn
  depends_on  = [aws_s3_bucket_policy.this]
}

output "site_url" {
  description = "URL of the page."
  value       = "https://${var.custom_domain == null ? aws_cloudfront_distribution.this.domain_name : var.custom_domain.name}"
}
