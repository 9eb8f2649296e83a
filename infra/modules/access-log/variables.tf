variable "bucket_arn" {
  description = "Bucket that takes the log, in any region."
  type        = string
  nullable    = false
}

variable "distribution_arn" {
  description = "Distribution whose requests are logged."
  type        = string
  nullable    = false
}

variable "log_arn_prefix" {
  description = "Begin of the ARNs of log deliveries."
  type        = string
  nullable    = false
}

variable "name" {
  description = "Name of the delivery, which the bucket's policy names."
  type        = string
  nullable    = false
}
