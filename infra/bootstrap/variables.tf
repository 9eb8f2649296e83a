variable "aws_region" {
  description = "AWS region of the stack and its state."
  type        = string
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[1-9]$", var.aws_region))
    error_message = "Invalid aws_region. Use a region code such as eu-west-1."
  }
}

variable "environment" {
  description = "Name of the environment to deploy, in infra/environments and on GitHub."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "Invalid environment name. Use 2 to 12 lower-case letters and digits starting with a letter, such as dev or prod."
  }
}

variable "github_repository" {
  description = "GitHub repository as in the subject of its OIDC tokens: owner and name with their IDs, such as acme@123456/customer-ids@456789."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+@[0-9]+/[A-Za-z0-9_.-]+@[0-9]+$", var.github_repository))
    error_message = "Invalid github_repository. Use owner and name with their IDs and no wildcards, such as acme@123456/customer-ids@456789; a name without IDs could be taken over."
  }
}

variable "manage_github_provider" {
  description = "Whether to create the OIDC provider of GitHub. An account can have only one; set this to false if it exists."
  type        = bool
  default     = true
  nullable    = false
}

variable "state_administrators" {
  description = "ARNs of IAM roles and users that may read and write the state in addition to the deploy role, for example during a GitHub outage."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.state_administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?]+$", arn))])
    error_message = "Invalid ARN in state_administrators. Use complete ARNs of roles or users without wildcards, such as arn:aws:iam::123456789012:role/administrator."
  }
}
