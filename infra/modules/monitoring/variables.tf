variable "account" {
  description = "ID of the AWS account that contains the stack."
  type        = string
  nullable    = false
}

variable "alarm_emails" {
  description = "E-mail addresses notified when an alarm fires and when it returns to OK."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alarm_emails : can(regex("^[^\\s@]+@[^\\s@]+[.][^\\s@]+$", email))])
    error_message = "Invalid e-mail address in alarm_emails. Use addresses such as operations@example.com."
  }
}

variable "api" {
  description = "Name, stage and access log group of the API."
  type        = object({ name = string, stage = string, log_group = string })
  nullable    = false
}

variable "arn_prefixes" {
  description = "ARN prefixes of CloudWatch and SNS in this account and region, such as arn:aws:sns:REGION:ACCOUNT."
  type        = object({ cloudwatch = string, sns = string })
  nullable    = false
}

variable "functions" {
  description = "Lambda functions by short name: AWS name, log group, timeout and memory size."
  type        = map(object({ function_name = string, log_group = string, memory_megabytes = number }))
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the topic; null uses none. Its policy must allow cloudwatch.amazonaws.com, or alarms send no notifications."
  type        = string
  default     = null
}

variable "metrics_namespace" {
  description = "CloudWatch namespace of the metrics that the functions publish."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the dashboard, and prefix of the alarm names."
  type        = string
  nullable    = false
}

variable "no_traffic_alarm_minutes" {
  description = "Minutes without a request after which an alarm fires; 0 creates no such alarm."
  type        = number
  nullable    = false

  validation {
    condition     = var.no_traffic_alarm_minutes >= 0 && var.no_traffic_alarm_minutes <= 1440 && var.no_traffic_alarm_minutes % 5 == 0
    error_message = "Invalid no_traffic_alarm_minutes. Use 0 to disable the alarm, or a multiple of 5 from 5 to 1440."
  }
}

variable "region" {
  description = "AWS region of the stack."
  type        = string
  nullable    = false
}

variable "tables" {
  description = "DynamoDB tables by short name: AWS name and the operations that the functions call."
  type        = map(object({ table_name = string, operations = set(string) }))
  nullable    = false
}

variable "workflow" {
  description = "Workflow resources to monitor: state machine, log group, function that marks failed submissions, queue names and the CloudWatch dimensions of the EventBridge rules."
  type = object({
    state_machine_arn = string
    log_group         = string
    failure_logger    = string
    queues            = map(string)
    rules             = map(map(string))
  })
  nullable = false
}
