variable "deletion_protection" {
  description = "Whether AWS refuses to delete the tables."
  type        = bool
  nullable    = false
}

variable "indexes" {
  description = "Names of the indexes."
  type        = object({ active_by_id = string, submissions_by_day = string })
  nullable    = false
}

variable "kms_key_arn" {
  description = "Key that encrypts the tables; null leaves it to a key of AWS."
  type        = string
  default     = null
}

variable "tables" {
  description = "Names of the tables."
  type        = object({ customer_ids = string, submissions = string })
  nullable    = false
}
