variable "bulk_lookup_throttle" {
  description = "Rate (requests per second) and burst of all API keys together for POST /lookups; null applies only the limits of the usage plan."
  type        = object({ rate = number, burst = number })
}

variable "clients" {
  description = "Clients by name: access (read or write), limits of each key, and the valid generations of the key."
  type        = map(object({ access = string, throttle = object({ rate = number, burst = number }), quota_per_day = number, generations = list(number) }))
  nullable    = false
}

variable "enable_tracing" {
  description = "Whether X-Ray traces requests. Its traces contain paths and query strings, and so customer IDs."
  type        = bool
  default     = false
  nullable    = false
}

variable "functions" {
  description = "Lambda function of each operation, by operationId: function name, alias to invoke and alias ARN."
  type        = map(object({ function_name = string, alias = string, arn = string }))
  nullable    = false
}

variable "invocation_arn_prefix" {
  description = "ARN prefix that API Gateway uses to invoke a Lambda function."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log groups; null uses the AWS-owned key."
  type        = string
  default     = null
}

variable "log_arn_prefix" {
  description = "ARN prefix of CloudWatch Logs in this account and region."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that logs are retained."
  type        = number
  nullable    = false
}

variable "lookup_throttle" {
  description = "Rate (requests per second) and burst of one API key for GET /customer-ids/{id}; null applies only the limits of the usage plan."
  type        = object({ rate = number, burst = number })
}

variable "manage_api_gateway_account" {
  description = "Whether to set the account-wide IAM role for API Gateway logs."
  type        = bool
  nullable    = false
}

variable "name" {
  description = "Name of the API, and prefix of the names of usage plans and keys."
  type        = string
  nullable    = false
}

variable "partition" {
  description = "AWS partition, for the ARNs of AWS managed policies."
  type        = string
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for IAM roles; null sets none."
  type        = string
  default     = null
}
