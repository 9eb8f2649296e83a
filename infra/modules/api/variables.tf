variable "api_key_generations" {
  description = "Generations of the API key that are valid now."
  type        = list(number)
  nullable    = false
}

variable "functions" {
  description = "The function of each operation: its name, the alias to call, and that alias's ARN."
  type        = map(object({ function_name = string, alias = string, arn = string }))
  nullable    = false
}

variable "invocation_arn_prefix" {
  description = "Begin of the ARN by which API Gateway calls a function."
  type        = string
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the API's logs; null leaves it to AWS."
  type        = string
  default     = null
}

variable "log_arn_prefix" {
  description = "Begin of the ARN of a log group."
  type        = string
  nullable    = false
}

variable "log_retention_days" {
  description = "Days that the API's logs are kept."
  type        = number
  nullable    = false
}

variable "lookup_throttle" {
  description = "Limit of one API key on checking an ID; null sets none beside the plan's."
  type        = object({ rate = number, burst = number })
}

variable "manage_api_gateway_account" {
  description = "Whether to set the account's role for API Gateway logs."
  type        = bool
  nullable    = false
}

variable "name" {
  description = "Name of the API, its plan and its key."
  type        = string
  nullable    = false
}

variable "partition" {
  description = "AWS partition, for the policies that AWS itself keeps."
  type        = string
  nullable    = false
}

variable "permissions_boundary_arn" {
  description = "Boundary of every role; null sets none."
  type        = string
  default     = null
}

variable "quota_per_day" {
  description = "Requests that one API key may make in a day."
  type        = number
  nullable    = false
}

variable "throttle" {
  description = "Requests a second, and burst, of one API key."
  type        = object({ rate = number, burst = number })
  nullable    = false
}
