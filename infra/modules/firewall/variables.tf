variable "api_stage_arn" {
  description = "Stage of the API that a REGIONAL firewall stands before; null with CLOUDFRONT, where the distribution names its firewall."
  type        = string
}

variable "kms_key_arn" {
  description = "Key that encrypts the log; null leaves it to AWS. It must be where the log is."
  type        = string
  default     = null
}

variable "log_arn_prefix" {
  description = "Begin of the ARN of a log group where the firewall is."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the firewall's log is kept."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Name of the firewall, and of its metrics and log."
  type        = string
  nullable    = false
}

variable "requests_per_address" {
  description = "Requests that one address may make in five minutes; null sets no limit."
  type        = number
}

variable "scope" {
  description = "CLOUDFRONT, in us-east-1, or REGIONAL."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["CLOUDFRONT", "REGIONAL"], var.scope)
    error_message = "Give CLOUDFRONT or REGIONAL."
  }
}
