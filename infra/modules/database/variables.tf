variable "deletion_protection" {
  description = "Whether AWS rejects deleting the tables."
  type        = bool
  nullable    = false
}

variable "indexes" {
  description = "Names of the global secondary indexes."
  type        = object({ active_by_id = string, deleted_by_time = string, submissions_by_month = string })
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of the KMS key that encrypts the tables; null uses the AWS managed key."
  type        = string
  default     = null
}

variable "tables" {
  description = "Names of the tables."
  type        = object({ customer_ids = string, submissions = string })
  nullable    = false
}
