variable "account" {
  description = "ID of the AWS account that contains the stack."
  type        = string
  nullable    = false
}

variable "allowed_countries" {
  description = "ISO 3166-1 alpha-2 country codes that CloudFront serves; empty allows all."
  type        = list(string)
  nullable    = false
}

variable "api" {
  description = "Host name and stage of the API."
  type        = object({ domain_name = string, stage = string })
  nullable    = false
}

variable "arn_prefixes" {
  description = "ARN prefixes of CloudFront, and of CloudWatch Logs in us-east-1."
  type        = object({ cloudfront = string, edge_logs = string })
  nullable    = false
}

variable "buckets" {
  description = "Names and ARNs of the site bucket and the log bucket."
  type        = object({ site = object({ name = string, arn = string }), logs = object({ name = string, arn = string }) })
  nullable    = false
}

variable "certificate_arn" {
  description = "ARN of the ACM certificate for the custom domain; null without one."
  type        = string
}

variable "configuration" {
  description = "Content of /config.json, the runtime configuration of the page."
  type        = object({ apiBasePath = string, environment = string, tombstoneRetentionDays = number })
  nullable    = false
}

variable "custom_domain" {
  description = "Custom domain and the ID of its Route 53 zone; null uses the CloudFront domain name."
  type        = object({ name = string, zone_id = string })
}

variable "delivery_name" {
  description = "Name of the log delivery source that may write to the log bucket."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether AWS rejects deleting a log bucket that contains logs."
  type        = bool
  nullable    = false
}

variable "dns_suffix" {
  description = "DNS suffix of the AWS partition, such as amazonaws.com."
  type        = string
  nullable    = false
}

variable "enable_access_logs" {
  description = "Whether to create a log bucket and log access to the site bucket."
  type        = bool
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the site bucket; null uses S3 managed keys. Its policy must allow CloudFront to decrypt."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that access logs are retained."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Prefix of all names."
  type        = string
  nullable    = false
}

variable "region" {
  description = "AWS region of the buckets."
  type        = string
  nullable    = false
}

variable "web_acl_arn" {
  description = "ARN of the web ACL (scope CLOUDFRONT) for the distribution; null attaches none."
  type        = string
}
