variable "account" {
  description = "Account that holds the stack."
  type        = string
  nullable    = false
}

variable "alarm_emails" {
  description = "Addresses that are told when an alarm rings and when it is over."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alarm_emails : can(regex("^[^\\s@]+@[^\\s@]+[.][^\\s@]+$", email))])
    error_message = "Give e-mail addresses, such as operations@example.com."
  }
}

variable "api" {
  description = "Name, stage and access log of the API."
  type        = object({ name = string, stage = string, log_group = string })
  nullable    = false
}

variable "arn_prefixes" {
  description = "Begin of the ARNs of each service in this account and region."
  type        = object({ cloudwatch = string, sns = string })
  nullable    = false
}

variable "functions" {
  description = "Every function, by its short name: its name in AWS, its log group and what bounds it."
  type        = map(object({ function_name = string, log_group = string, timeout_seconds = number, memory_megabytes = number }))
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the topic. It must admit cloudwatch.amazonaws.com: with a key that does not, alarms ring unheard. Null encrypts with no key of ours."
  type        = string
  default     = null
}

variable "metrics_namespace" {
  description = "Namespace of the metrics that functions write themselves."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Begin of the names of all alarms, and name of the dashboard."
  type        = string
  nullable    = false
}

variable "no_traffic_alarm_minutes" {
  description = "Minutes without any request after which an alarm rings; 0 makes no such alarm."
  type        = number
  nullable    = false

  validation {
    condition     = var.no_traffic_alarm_minutes >= 0 && var.no_traffic_alarm_minutes <= 1440 && var.no_traffic_alarm_minutes % 5 == 0
    error_message = "Give 0 for no such alarm, or 5 to 1440 minutes in steps of 5."
  }
}

variable "region" {
  description = "Region that holds the stack."
  type        = string
  nullable    = false
}

variable "tables" {
  description = "Every table, by its short name: its name in AWS and the DynamoDB operations that are called on it."
  type        = map(object({ table_name = string, operations = set(string) }))
  nullable    = false
}

variable "workflow" {
  description = "What carries a submission: the state machine, its log, the rules with their bus, the queues, and the functions that it calls."
  type = object({
    state_machine_arn = string
    log_group         = string
    functions         = set(string)
    queues            = map(string)
    rules             = map(map(string))
  })
  nullable = false
}
