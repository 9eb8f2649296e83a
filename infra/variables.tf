variable "alarm_emails" {
  description = "E-mail addresses notified on ALARM and OK. Each recipient must confirm the subscription."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for email in var.alarm_emails : can(regex("^[^\\s@]+@[^\\s@]+[.][^\\s@]+$", email))])
    error_message = "Invalid e-mail address in alarm_emails. Use addresses such as operations@example.com."
  }
}

variable "allowed_countries" {
  description = "ISO 3166-1 alpha-2 country codes from which CloudFront serves the page and the API, such as DE. Empty allows all. The API's own execute-api address remains reachable from everywhere."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for country in var.allowed_countries : can(regex("^[A-Z]{2}$", country))])
    error_message = "Invalid country code in allowed_countries. Use two capital letters (ISO 3166-1 alpha-2), such as DE."
  }
}

variable "api_key_generations" {
  description = "Valid generations of the API key by client: one, or two during a rotation. A client that is not listed has generation 1. Managed by make api-key CLIENT=… ROTATE=1 and RETIRE=1."
  type        = map(list(number))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for generations in values(var.api_key_generations) : contains([1, 2], length(generations)) && length(distinct(generations)) == length(generations)])
    error_message = "Wrong number of API key generations. Specify one generation per client, or two different ones during a rotation."
  }

  validation {
    condition     = alltrue([for generation in flatten(values(var.api_key_generations)) : generation >= 1 && floor(generation) == generation])
    error_message = "Invalid API key generation. Use whole numbers, starting at 1."
  }

  validation {
    condition     = alltrue([for name in keys(var.api_key_generations) : contains(keys(var.clients), name)])
    error_message = "Unknown client in api_key_generations. Add the client to clients, or delete its line from infra/environments/<environment>.api-keys.tfvars.json."
  }
}

variable "archive_retention_days" {
  description = "Days that the event archive retains submitted events for a replay. Replaying an event after its tombstone has expired would restore a deleted ID."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.archive_retention_days >= 1 && floor(var.archive_retention_days) == var.archive_retention_days
    error_message = "Invalid archive_retention_days. Use a whole number of at least 1; EventBridge treats 0 as unlimited."
  }

  validation {
    condition     = var.archive_retention_days <= 14
    error_message = "The archive outlives tombstones, so a replay could restore deleted IDs. Set archive_retention_days to 14 or less; tombstones remain for at least 16 days."
  }
}

variable "aws_region" {
  description = "AWS region of the stack, in the commercial partition. Enable an opt-in region in the account first."
  type        = string
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[1-9]$", var.aws_region))
    error_message = "Invalid aws_region. Use a region code such as eu-west-1."
  }

  validation {
    condition     = !can(regex("^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc-[a-z]+)-", var.aws_region))
    error_message = "Unsupported aws_region. Use a region of the commercial partition such as eu-west-1; CloudFront and its region us-east-1 are not available elsewhere."
  }
}

variable "bulk_lookup_throttle" {
  description = "Rate (requests per second) and burst of all API keys together for POST /lookups, which checks up to 100 IDs per request, to slow down guessing of IDs. Null applies only the limits of the usage plan and the stage."
  type        = object({ rate = number, burst = number })
  default     = { rate = 5, burst = 50 }

  validation {
    condition     = var.bulk_lookup_throttle == null || try(var.bulk_lookup_throttle.rate > 0 && var.bulk_lookup_throttle.burst >= 1, false)
    error_message = "Invalid bulk_lookup_throttle. Use a rate above 0 and a burst of at least 1, or null for no separate limit."
  }
}

variable "clients" {
  description = "Clients of the API by name, each with its own API key: access is read or write. Without its own throttle or quota_per_day, a client has the limits of these variables. A change of access replaces the client's key."
  type        = map(object({ access = string, throttle = optional(object({ rate = number, burst = number })), quota_per_day = optional(number) }))
  default     = { page = { access = "write" } }
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.clients) : can(regex("^[a-z0-9]{2,20}$", name))])
    error_message = "Invalid client name in clients. Use 2 to 20 lower-case letters and digits, such as billing."
  }

  validation {
    condition     = alltrue([for client in values(var.clients) : contains(["read", "write"], client.access)])
    error_message = "Invalid access in clients. Use read or write."
  }

  validation {
    condition     = anytrue([for client in values(var.clients) : client.access == "write"])
    error_message = "No client may write, so nothing could be added. Set access = \"write\" for at least one client in clients."
  }

  validation {
    condition     = alltrue([for client in values(var.clients) : client.throttle == null || try(client.throttle.rate > 0 && client.throttle.burst >= 1, false)])
    error_message = "Invalid throttle in clients. Use a rate above 0 and a burst of at least 1, or leave it out to use the variable throttle."
  }

  validation {
    condition     = alltrue([for client in values(var.clients) : client.quota_per_day == null || try(client.quota_per_day >= 1 && floor(client.quota_per_day) == client.quota_per_day, false)])
    error_message = "Invalid quota_per_day in clients. Use a whole number of at least 1, or leave it out to use the variable quota_per_day."
  }
}

variable "custom_domain" {
  description = "Custom domain of the page and the ID of its public Route 53 zone, in which Terraform creates the validation and alias records. Null uses the CloudFront domain name."
  type        = object({ name = string, zone_id = string })
  default     = null

  validation {
    condition     = var.custom_domain == null || can(regex("^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$", var.custom_domain.name))
    error_message = "Invalid domain name in custom_domain. Use a fully qualified lower-case name such as ids.example.com, without a wildcard or a trailing dot."
  }

  validation {
    condition     = var.custom_domain == null || can(regex("^Z[A-Z0-9]{1,31}$", var.custom_domain.zone_id))
    error_message = "Invalid zone_id in custom_domain. Use the ID of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "deletion_protection" {
  description = "Whether AWS rejects deleting the tables and a log bucket that contains logs. To remove a stack, apply with false first, then destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "enable_access_logs" {
  description = "Whether CloudFront and the site bucket write access logs to a dedicated bucket, retained for log_retention_days."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_api_tracing" {
  description = "Whether X-Ray traces API requests. The traces contain URLs, and so customer IDs, for 30 days. Functions and the workflow are always traced, without URLs."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_kms" {
  description = "Whether a customer managed KMS key encrypts tables, logs, queues, the alarm topic, the site bucket and function environments. The key costs US$ 1 a month plus a fee per request."
  type        = bool
  default     = false
  nullable    = false
}

variable "enable_waf" {
  description = "Whether AWS WAF protects the distribution and the API. Web ACLs cost money even without traffic."
  type        = bool
  default     = false
  nullable    = false
}

variable "environment" {
  description = "Name of the environment. It is part of every resource name, so several stacks can share an account."
  type        = string
  default     = "dev"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "Invalid environment name. Use 2 to 12 lower-case letters and digits starting with a letter, such as dev or prod."
  }
}

variable "include_execution_data" {
  description = "Whether workflow logs include the input and output of each state. They contain submission IDs and outcomes, no customer IDs."
  type        = bool
  default     = false
  nullable    = false
}

variable "lambda_runtime" {
  description = "Lambda runtime of all functions; nodejs24.x needs version 6 of the AWS provider."
  type        = string
  default     = "nodejs22.x"
  nullable    = false

  validation {
    condition     = contains(["nodejs22.x", "nodejs24.x"], var.lambda_runtime)
    error_message = "Unsupported lambda_runtime. Use nodejs22.x or nodejs24.x; the bundles target Node.js 22 and later."
  }
}

variable "log_retention_days" {
  description = "Days that logs are retained."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.log_retention_days
    )
    error_message = "Unsupported log_retention_days. Use a value that CloudWatch Logs accepts: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653."
  }
}

variable "lookup_throttle" {
  description = "Rate (requests per second) and burst of one API key for GET /customer-ids/{id}, to slow down guessing of IDs. Null applies only the limits of the usage plan."
  type        = object({ rate = number, burst = number })
  default     = { rate = 20, burst = 40 }

  validation {
    condition     = var.lookup_throttle == null || try(var.lookup_throttle.rate > 0 && var.lookup_throttle.burst >= 1, false)
    error_message = "Invalid lookup_throttle. Use a rate above 0 and a burst of at least 1, or null for no separate limit."
  }
}

variable "manage_api_gateway_account" {
  description = "Whether this stack sets the IAM role that lets API Gateway write logs. AWS has one such setting per account and region; set this to true if the account has none."
  type        = bool
  default     = false
  nullable    = false
}

variable "no_traffic_alarm_minutes" {
  description = "Minutes without a request after which an alarm fires; 0 creates no such alarm. Use it only where traffic is continuous."
  type        = number
  default     = 0
  nullable    = false

  validation {
    condition     = var.no_traffic_alarm_minutes >= 0 && var.no_traffic_alarm_minutes <= 1440 && var.no_traffic_alarm_minutes % 5 == 0
    error_message = "Invalid no_traffic_alarm_minutes. Use 0 to disable the alarm, or a multiple of 5 from 5 to 1440."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for all IAM roles. Required when the deploy role of infra/bootstrap deploys the stack; use the bootstrap output of the same name. Null sets no boundary."
  type        = string
  default     = null

  validation {
    condition     = var.permissions_boundary_arn == null || can(regex("^arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+$", var.permissions_boundary_arn))
    error_message = "Invalid permissions_boundary_arn. Use the ARN of an IAM policy, such as arn:aws:iam::123456789012:policy/boundary."
  }
}

variable "quota_per_day" {
  description = "Maximum number of requests per API key and day (UTC), unless the client has its own."
  type        = number
  default     = 1000000
  nullable    = false

  validation {
    condition     = var.quota_per_day >= 1 && floor(var.quota_per_day) == var.quota_per_day
    error_message = "Invalid quota_per_day. Use a whole number of at least 1."
  }
}

variable "reserved_concurrency" {
  description = "Reserved concurrent executions by function name. Functions not listed share the unreserved concurrency of the account."
  type        = map(number)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.reserved_concurrency) : contains(keys(local.functions), name)])
    error_message = "Unknown function in reserved_concurrency. Use function names of this stack, such as put-customer-id."
  }

  validation {
    condition     = alltrue([for limit in values(var.reserved_concurrency) : limit >= 1 && floor(limit) == limit])
    error_message = "Invalid value in reserved_concurrency. Use whole numbers of at least 1; a function with 0 cannot run."
  }
}

variable "submissions_retention_days" {
  description = "Days that a submission and its results remain available."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.submissions_retention_days >= 16 && var.submissions_retention_days <= 365 && floor(var.submissions_retention_days) == var.submissions_retention_days
    error_message = "Invalid submissions_retention_days. Use a whole number from 16 to 365: redelivered events must find their submission, and a list queries each day."
  }

  validation {
    condition     = var.submissions_retention_days >= var.tombstone_retention_days
    error_message = "Submissions expire before the tombstones of their IDs. Set submissions_retention_days to at least tombstone_retention_days."
  }
}

variable "tags" {
  description = "Tags for all resources, in addition to Project and Environment."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key in keys(var.tags) : !contains(["Project", "Environment"], key) && !startswith(lower(key), "aws:")])
    error_message = "Reserved tag name in tags. Remove Project and Environment, which the stack sets, and names that start with aws:."
  }
}

variable "throttle" {
  description = "Rate (requests per second) and burst of one API key, over all operations, unless the client has its own."
  type        = object({ rate = number, burst = number })
  default     = { rate = 100, burst = 200 }
  nullable    = false

  validation {
    condition     = var.throttle.rate > 0 && var.throttle.burst >= 1
    error_message = "Invalid throttle. Use a rate above 0 and a burst of at least 1."
  }
}

variable "tombstone_retention_days" {
  description = "Days that the tombstone of a deleted customer ID retains its history; 0 purges the history at once and keeps a bare row with the ID for 16 days. Submissions keep the ID until they expire."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.tombstone_retention_days == 0 || (var.tombstone_retention_days >= 16 && floor(var.tombstone_retention_days) == var.tombstone_retention_days)
    error_message = "Invalid tombstone_retention_days. Use a whole number of at least 16, so that redelivered events find the tombstone, or 0 to keep none."
  }
}
