variable "allowed_countries" {
  description = "Countries from which CloudFront serves page and API, as two-letter codes such as DE. None named means all."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for country in var.allowed_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "Give codes of ISO 3166-1, each of two capital letters, such as DE."
  }
}

variable "custom_domain" {
  description = "Own name for the page and the id of the public Route 53 zone that holds it, where Terraform proves the certificate and points the name at the page. Null leaves the name that CloudFront gives."
  type        = object({ name = string, zone_id = string })
  default     = null

  validation {
    condition     = var.custom_domain == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.custom_domain.name))
    error_message = "Give one full name in lower case, such as ids.example.com, without a wildcard or a dot at the end."
  }

  validation {
    condition     = var.custom_domain == null || can(regex("^Z[A-Z0-9]{1,31}$", var.custom_domain.zone_id))
    error_message = "Give the id of a Route 53 zone, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "enable_access_logs" {
  description = "Whether CloudFront and the page's bucket log requests, into a bucket of their own that keeps them for log_retention_days."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_waf" {
  description = "Whether firewalls stand before the distribution and the API. They cost money even when nobody calls."
  type        = bool
  default     = false
  nullable    = false
}
