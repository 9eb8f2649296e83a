variable "account" {
  description = "Account that holds the key."
  type        = string
  nullable    = false
}

variable "alarm_arns" {
  description = "Alarms that publish to an encrypted topic, as ARNs with wildcards."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "arn_prefixes" {
  description = "Begin of the ARNs of IAM and of keys."
  type        = object({ iam = string, kms = string })
  nullable    = false
}

variable "distribution_arns" {
  description = "Distributions that read an encrypted bucket, as ARNs with wildcards."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "dns_suffix" {
  description = "How the names of AWS's hosts end."
  type        = string
  nullable    = false
}

variable "functions" {
  description = "Functions with an encrypted environment, by short name, and what they do with encrypted tables: nothing, read or write."
  type        = map(object({ arn = string, role_arn = string, table_use = string }))
  default     = {}
  nullable    = false
}

variable "log_group_arns" {
  description = "Encrypted log groups, as ARNs with wildcards."
  type        = list(string)
  nullable    = false
}

variable "name" {
  description = "Name that the key is found by."
  type        = string
  nullable    = false
}

variable "region" {
  description = "Region of the key."
  type        = string
  nullable    = false
}

variable "rule_arns" {
  description = "Rules that send events to encrypted queues."
  type        = list(string)
  default     = []
  nullable    = false
}
