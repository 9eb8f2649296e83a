variable "account" {
  description = "Account that holds the stack."
  type        = string
  nullable    = false
}

variable "archive_retention_days" {
  description = "Days that submitted events are kept for a replay."
  type        = number
  nullable    = false
}

variable "arn_prefixes" {
  description = "Begin of the ARNs of each service in this account and region."
  type        = object({ events = string, iam = string, logs = string, sqs = string, states = string })
  nullable    = false
}

variable "definition_file" {
  description = "Path of the state machine's definition, with a placeholder for each function it calls."
  type        = string
  nullable    = false
}

variable "event_bus" {
  description = "Name and ARN of the bus on which submissions are published."
  type        = object({ name = string, arn = string })
  nullable    = false
}

variable "failure_logger" {
  description = "Name and alias of the function that marks a submission as failed."
  type        = object({ function_name = string, alias = string })
  nullable    = false
}

variable "function_arns" {
  description = "ARN to call for each function, by its short name."
  type        = map(string)
  nullable    = false
}

variable "include_execution_data" {
  description = "Whether the log holds the input and output of each state."
  type        = bool
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts queues and log; null leaves it to AWS."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the workflow's log is kept."
  type        = number
  nullable    = false
}

variable "name" {
  description = "Name of the state machine, and begin of the names of all that belongs to it."
  type        = string
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "Boundary of every role; null sets none."
  type        = string
  default     = null
}

variable "submitted" {
  description = "Source and detail type of the event that a submission publishes."
  type        = object({ source = string, detail_type = string })
  nullable    = false
}
