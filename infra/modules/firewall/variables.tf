variable "api_stage_arn" {
  description = "ARN of the API stage to protect with a REGIONAL web ACL; null for CLOUDFRONT, where the distribution refers to its web ACL."
  type        = string
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log group, in the same region; null uses the AWS-owned key."
  type        = string
  default     = null
}

variable "log_arn_prefix" {
  description = "ARN prefix of CloudWatch Logs in the region of the web ACL."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that logs are retained."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Name of the web ACL, its metrics and its log group."
  type        = string
  nullable    = false
}

variable "requests_per_ip" {
  description = "Maximum number of requests per IP address in five minutes; null sets no limit."
  type        = number
}

variable "scope" {
  description = "Scope of the web ACL: CLOUDFRONT (requires a provider for us-east-1) or REGIONAL."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["CLOUDFRONT", "REGIONAL"], var.scope)
    error_message = "Unknown scope. Use CLOUDFRONT or REGIONAL."
  }
}
