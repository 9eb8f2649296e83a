variable "arn_prefixes" {
  description = "ARN prefixes of IAM and CloudWatch Logs, such as arn:aws:iam::ACCOUNT."
  type        = object({ iam = string, logs = string })
  nullable    = false
}

variable "bundle" {
  description = "Path of the zip file with the code."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Environment variables, in addition to those that all functions have."
  type        = map(string)
  nullable    = false
}

variable "function_name" {
  description = "Name of the function and its role in AWS."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log group and the environment variables; null uses AWS keys."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that logs are retained."
  type        = number
  nullable    = false
}

variable "memory_megabytes" {
  description = "Memory size in MB. Lambda allocates CPU in proportion."
  type        = number
  default     = 256
  nullable    = false
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the metrics that the function publishes."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Short name of the function: its operationId or workflow step."
  type        = string
  nullable    = false
}

variable "permissions" {
  description = "IAM permissions by statement ID, in addition to logging and tracing."
  type = map(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(string)))
  }))
  nullable = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for IAM roles; null sets none."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = "Reserved concurrent executions; null reserves none."
  type        = number
  default     = null
}

variable "runtime" {
  description = "Lambda runtime."
  type        = string
  nullable    = false
}

variable "timeout_seconds" {
  description = "Timeout of an invocation. API Gateway and workflow tasks time out after 10 seconds."
  type        = number
  default     = 8
  nullable    = false

  validation {
    condition     = var.timeout_seconds < 10
    error_message = "The function would outlive its caller. Set timeout_seconds below 10, the timeout of API Gateway and workflow tasks."
  }
}
