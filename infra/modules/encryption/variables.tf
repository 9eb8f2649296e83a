variable "account" {
  description = "ID of the AWS account that contains the key."
  type        = string
  nullable    = false
}

variable "alarm_arns" {
  description = "ARNs, with wildcards, of the alarms that publish to the encrypted topic."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "arn_prefixes" {
  description = "ARN prefixes of IAM and KMS, such as arn:aws:iam::ACCOUNT."
  type        = object({ iam = string, kms = string })
  nullable    = false
}

variable "distribution_arns" {
  description = "ARNs, with wildcards, of the distributions that read the encrypted site bucket."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "dns_suffix" {
  description = "DNS suffix of the AWS partition, such as amazonaws.com."
  type        = string
  nullable    = false
}

variable "functions" {
  description = "Lambda functions by short name: ARN, role ARN, access to the encrypted tables (none, read or write), and whether they send messages to the encrypted queues."
  type        = map(object({ arn = string, role_arn = string, table_access = string, sends_messages = bool }))
  default     = {}
  nullable    = false
}

variable "log_group_arns" {
  description = "ARNs, with wildcards, of the encrypted log groups."
  type        = list(string)
  nullable    = false
}

variable "name" {
  description = "Alias of the key, without the alias/ prefix."
  type        = string
  nullable    = false
}

variable "region" {
  description = "AWS region of the key."
  type        = string
  nullable    = false
}

variable "rule_arns" {
  description = "ARNs of the EventBridge rules that send events to encrypted queues."
  type        = list(string)
  default     = []
  nullable    = false
}
