variable "account" {
  description = "ID of the AWS account that contains the stack."
  type        = string
  nullable    = false
}

variable "archive_retention_days" {
  description = "Days that the archive retains submitted events for a replay."
  type        = number
  nullable    = false
}

variable "arn_prefixes" {
  description = "ARN prefixes by service, such as arn:aws:sqs:REGION:ACCOUNT."
  type        = object({ events = string, iam = string, logs = string, sqs = string, states = string })
  nullable    = false
}

variable "definition_file" {
  description = "Path of the state machine definition (ASL), with a placeholder for each function that it invokes."
  type        = string
  nullable    = false
}

variable "event_bus" {
  description = "Name and ARN of the EventBridge bus that receives submissions."
  type        = object({ name = string, arn = string })
  nullable    = false
}

variable "failure_logger" {
  description = "Name and alias of the function that marks submissions as failed."
  type        = object({ function_name = string, alias = string })
  nullable    = false
}

variable "function_arns" {
  description = "ARNs of the function aliases, by short name."
  type        = map(string)
  nullable    = false
}

variable "include_execution_data" {
  description = "Whether logs include the input and output of each state. They contain no customer IDs."
  type        = bool
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the queues and the log group; null uses AWS-owned keys."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that logs are retained."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Name of the state machine, and prefix of related names."
  type        = string
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for IAM roles; null sets none."
  type        = string
  default     = null
}

variable "submitted" {
  description = "Source and detail type of the event that starts the workflow."
  type        = object({ source = string, detail_type = string })
  nullable    = false
}
