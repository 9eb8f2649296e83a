variable "arn_prefixes" {
  description = "Begin of the ARNs that the function names, by service."
  type        = object({ iam = string, logs = string })
  nullable    = false
}

variable "bundle" {
  description = "Path of the zip that holds the function's code."
  type        = string
  nullable    = false
}

variable "environment" {
  description = "Environment variables, beside those that every function has."
  type        = map(string)
  nullable    = false
}

variable "function_name" {
  description = "Name of the function in AWS; its role has the same."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the function's log and environment; null leaves both to AWS."
  type        = string
  default     = null
}

variable "log_retention_days" {
  description = "Days that the function's log is kept."
  type        = number
  nullable    = false
}

variable "memory_megabytes" {
  description = "Memory of the function; its share of a processor grows with it."
  type        = number
  default     = 256
  nullable    = false
}

variable "metrics_namespace" {
  description = "Namespace of the metrics that the function writes."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Short name: the operation or workflow step that the function carries out."
  type        = string
  nullable    = false
}

variable "permissions" {
  description = "What the function may do beside logging and tracing, by statement id."
  type = map(object({
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(string)))
  }))
  nullable = false
}

variable "permissions_boundary_arn" {
  description = "Boundary of every role; null sets none."
  type        = string
  default     = null
}

variable "reserved_concurrency" {
  description = "Concurrent executions set aside for the function; null sets none aside."
  type        = number
  default     = null
}

variable "runtime" {
  description = "Runtime of the function."
  type        = string
  nullable    = false
}

variable "timeout_seconds" {
  description = "Seconds after which an invocation is ended. API Gateway gives up after 10, and so does a task of the workflow."
  type        = number
  default     = 8
  nullable    = false

  validation {
    condition     = var.timeout_seconds < 10
    error_message = "Give less than 10 seconds: a function must end before its caller gives up."
  }
}
