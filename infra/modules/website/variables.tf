variable "account" {
  description = "Account that the logs come from."
  type        = string
  nullable    = false
}

variable "allowed_countries" {
  description = "Countries that are served, by their two letters; none named means all."
  type        = list(string)
  nullable    = false
}

variable "api" {
  description = "The API behind the page: its host, and the stage that its paths begin with."
  type        = object({ domain_name = string, stage = string })
  nullable    = false
}

variable "arn_prefixes" {
  description = "Begin of the ARNs of CloudFront, and of logs in us-east-1."
  type        = object({ cloudfront = string, edge_logs = string })
  nullable    = false
}

variable "buckets" {
  description = "Names and ARNs of the buckets for the page and for logs."
  type        = object({ site = object({ name = string, arn = string }), logs = object({ name = string, arn = string }) })
  nullable    = false
}

variable "certificate_arn" {
  description = "Certificate of the own name; null where there is none."
  type        = string
}

variable "configuration" {
  description = "What the page reads from /config.json."
  type        = object({ apiBasePath = string, environment = string, tombstoneRetentionDays = number })
  nullable    = false
}

variable "custom_domain" {
  description = "Name of the page and the Route 53 zone that holds it; null leaves the name that CloudFront gives."
  type        = object({ name = string, zone_id = string })
}

variable "delivery_name" {
  description = "Name of the delivery that may write the distribution's log."
  type        = string
  nullable    = false
}

variable "deletion_protection" {
  description = "Whether a log bucket that is not empty refuses to be deleted."
  type        = bool
  nullable    = false
}

variable "dns_suffix" {
  description = "How the names of AWS's hosts end."
  type        = string
  nullable    = false
}

variable "enable_access_logs" {
  description = "Whether there is a bucket for access logs, where S3 logs what happens to the page's."
  type        = bool
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the page's files; null leaves it to S3. The key must let CloudFront decrypt for the distribution."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Begin of all names."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the buckets."
  type        = string
  nullable    = false
}

variable "web_acl_arn" {
  description = "Firewall of scope CLOUDFRONT before the distribution; null puts none there."
  type        = string
}
