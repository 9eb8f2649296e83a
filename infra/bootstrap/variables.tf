variable "aws_region" {
  description = "AWS region of the stack, and of its state."
  type        = string
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[1-9]$", var.aws_region))
    error_message = "Give the code of a region, such as eu-west-1."
  }
}

variable "environment" {
  description = "The environment that the roles deploy: that of the stack, and of GitHub."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "Give 2 to 12 lower-case letters and digits, a letter first, such as dev or prod."
  }
}

variable "github_repository" {
  description = "The repository as it stands in the subject of its tokens: owner and name, each with its id, such as acme@123456/customer-ids@456789."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+@[0-9]+/[A-Za-z0-9_.-]+@[0-9]+$", var.github_repository))
    error_message = "Give owner and name with their ids and no wildcard, such as acme@123456/customer-ids@456789: a name alone can change hands."
  }
}

variable "manage_github_provider" {
  description = "Whether to tell the account of GitHub's tokens. An account knows each issuer once: say false where it knows this one already."
  type        = bool
  default     = true
  nullable    = false
}

variable "state_administrators" {
  description = "ARNs of roles and users that may read and mend the state beside the deploy role, for the day that GitHub is down."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.state_administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?]+$", arn))])
    error_message = "Give whole ARNs of roles or users, such as arn:aws:iam::123456789012:role/administrator, without wildcards."
  }
}
