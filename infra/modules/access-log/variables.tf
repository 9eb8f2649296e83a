variable "bucket_arn" {
  description = "ARN of the S3 bucket that receives the log, in any region."
  type        = string
  nullable    = false
}

variable "distribution_arn" {
  description = "ARN of the CloudFront distribution to log."
  type        = string
  nullable    = false
}

variable "log_arn_prefix" {
  description = "ARN prefix of CloudWatch Logs in us-east-1, such as arn:aws:logs:us-east-1:ACCOUNT."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the delivery source and destination. The bucket policy refers to it."
  type        = string
  nullable    = false
}
