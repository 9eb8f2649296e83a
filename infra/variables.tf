variable "alarm_emails" {
  description = "Addresses that are told when an alarm rings and when it is over. Each gets a message first, and must say yes to it."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alarm_emails : can(regex("^[^\\s@]+@[^\\s@]+[.][^\\s@]+$", email))])
    error_message = "Give e-mail addresses, such as operations@example.com."
  }
}

variable "allowed_countries" {
  description = "Countries from which CloudFront serves page and API, as two-letter codes such as DE. None named means all."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for country in var.allowed_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "Give codes of ISO 3166-1, each of two capital letters, such as DE."
  }
}

variable "api_key_generations" {
  description = "Generations of the API key that are valid now: one, or two while clients change keys. Kept by make api-key ROTATE=1 and RETIRE=1."
  type        = list(number)
  default     = [1]
  nullable    = false

  validation {
    condition     = contains([1, 2], length(distinct(var.api_key_generations))) && length(distinct(var.api_key_generations)) == length(var.api_key_generations)
    error_message = "Give one generation, or two different ones."
  }

  validation {
    condition     = alltrue([for generation in var.api_key_generations : generation >= 1 && floor(generation) == generation])
    error_message = "Give whole numbers from 1."
  }
}

variable "archive_retention_days" {
  description = "Days that the event bus keeps submitted events for a replay. A replay older than a tombstone would bring deleted IDs back."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.archive_retention_days >= 1 && floor(var.archive_retention_days) == var.archive_retention_days
    error_message = "Give a whole number of days from 1: 0 would keep events for ever."
  }

  validation {
    condition     = var.archive_retention_days <= 14
    error_message = "Give at most 14 days: a replayed event must still meet the tombstone of a deleted ID, which lives for 16 days at least."
  }
}

variable "aws_region" {
  description = "AWS region that holds the whole stack."
  type        = string
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[1-9]$", var.aws_region))
    error_message = "Give the code of a region, such as eu-west-1."
  }
}

variable "custom_domain" {
  description = "Own name for the page and the id of the public Route 53 zone that holds it, where Terraform proves the certificate and points the name at the page. Null leaves the name that CloudFront gives."
  type        = object({ name = string, zone_id = string })
  default     = null

  validation {
    condition     = var.custom_domain == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.custom_domain.name))
    error_message = "Give one full name in lower case, such as ids.example.com, without a wildcard or a dot at the end."
  }

  validation {
    condition     = var.custom_domain == null || can(regex("^Z[A-Z0-9]{1,31}$", var.custom_domain.zone_id))
    error_message = "Give the id of a Route 53 zone, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "deletion_protection" {
  description = "Whether AWS refuses to delete the tables, and a log bucket that holds logs. Removing a stack takes two steps: apply with false, then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "enable_access_logs" {
  description = "Whether CloudFront and the page's bucket log requests, into a bucket of their own that keeps them for log_retention_days."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_kms" {
  description = "Whether a key of our own encrypts tables, logs, queues, topic, buckets and the functions' environments. It costs a dollar a month, and every use a little."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_waf" {
  description = "Whether firewalls stand before the distribution and the API. They cost money even when nobody calls."
  type        = bool
  default     = false
  nullable    = false
}

variable "environment" {
  description = "Name of this deployment. It is part of every resource's name, so that several stacks can share an account."
  type        = string
  default     = "dev"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "Give 2 to 12 lower-case letters and digits, a letter first, such as dev or prod."
  }
}

variable "include_execution_data" {
  description = "Whether the workflow's log holds the input and output of each state. These name customer IDs, so leave it off where real ones live."
  type        = bool
  default     = false
  nullable    = false
}

variable "lambda_runtime" {
  description = "Node runtime of every function."
  type        = string
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = contains(["nodejs22.x", "nodejs24.x"], var.lambda_runtime)
    error_message = "Give nodejs22.x or nodejs24.x: the bundles are built for Node 22 and later."
  }
}

variable "log_retention_days" {
  description = "Days that CloudWatch keeps every log."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days
    )
    error_message = "Give a number of days that CloudWatch knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "lookup_throttle" {
  description = "Requests a second and burst that one API key may spend on GET /customer-ids/{id}, where guessing would pay. Null sets no limit beside the plan's."
  type        = object({ rate = number, burst = number })
  default     = { rate = 20, burst = 40 }

  validation {
    condition     = var.lookup_throttle == null || try(var.lookup_throttle.rate > 0 && var.lookup_throttle.burst >= 1, false)
    error_message = "Give a rate above 0 and a burst of 1 or more, or null for no limit of its own."
  }
}

variable "manage_api_gateway_account" {
  description = "Whether this stack sets the role with which API Gateway writes logs. AWS has one such setting for each account and region: say true in an account where nobody else has set it."
  type        = bool
  default     = false
  nullable    = false
}

variable "no_traffic_alarm_minutes" {
  description = "Minutes without any request after which an alarm rings; 0 makes no such alarm. Choose it where somebody always calls."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.no_traffic_alarm_minutes >= 0 && var.no_traffic_alarm_minutes <= 1440 && var.no_traffic_alarm_minutes % 5 == 0
    error_message = "Give 0 for no such alarm, or 5 to 1440 minutes in steps of 5."
  }
}

variable "permissions_boundary_arn" {
  description = "Boundary that every role must have where a deploy role of infra/bootstrap makes them: its output of this name. Null sets none."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "Give the ARN of a policy, such as arn:aws:iam::123456789012:policy/boundary."
  }
}

variable "quota_per_day" {
  description = "Requests that one API key may make in a day (UTC)."
  type        = number
  default     = 1000000
  nullable    = false

  validation {
    condition     = var.quota_per_day >= 1 && floor(var.quota_per_day) == var.quota_per_day
    error_message = "Give a whole number of requests from 1."
  }
}

variable "reserved_concurrency" {
  description = "Concurrent executions set aside for a function, by function name. A function that is not named shares what the account has."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.reserved_concurrency) : contains(keys(local.functions), name)])
    error_message = "Name functions of this stack, such as put-customer-id."
  }

  validation {
    condition     = alltrue([for limit in values(var.reserved_concurrency) : limit >= 1 && floor(limit) == limit])
    error_message = "Give whole numbers from 1: with 0 a function would never run."
  }
}

variable "submissions_retention_days" {
  description = "Days that a submission and its results can be read."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.submissions_retention_days >= 16 && floor(var.submissions_retention_days) == var.submissions_retention_days
    error_message = "Give a whole number of days from 16: a redelivered event must still meet its submission."
  }

  validation {
    condition     = var.submissions_retention_days >= var.tombstone_retention_days
    error_message = "Give at least tombstone_retention_days: a submission must outlive the tombstones of its IDs."
  }
}

variable "tags" {
  description = "Tags for every resource, beside Project and Environment."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.tags) : !contains(["Project", "Environment"], key) && !startswith(lower(key), "aws:")])
    error_message = "Project and Environment are set by the stack, and names that start with aws: belong to AWS."
  }
}

variable "throttle" {
  description = "Requests a second, and burst, of one API key over all operations."
  type        = object({ rate = number, burst = number })
  default     = { rate = 100, burst = 200 }
  nullable    = false

  validation {
    condition     = var.throttle.rate > 0 && var.throttle.burst >= 1
    error_message = "Give a rate above 0 and a burst of 1 or more."
  }
}

variable "tombstone_retention_days" {
  description = "Days that a deleted customer ID keeps its history; 0 erases it at once."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.tombstone_retention_days == 0 || (var.tombstone_retention_days >= 16 && floor(var.tombstone_retention_days) == var.tombstone_retention_days)
    error_message = "Give 0, or a whole number of days from 16: a redelivered event must still meet the tombstone."
  }
}
