variable "aws_region" {
  description = "AWS region of the stack and its state."
  type        = string
  default     = "eu-west-1"
  nullable    = false

  validation {
    condition     = can(regex("^(af|ap|ca|eu|il|me|mx|sa|us)-(central|east|north|northeast|south|southeast|west)-[1-9]$", var.aws_region))
    error_message = "Invalid aws_region. Use the code of a commercial region, such as eu-west-1."
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

variable "hosted_zone_ids" {
  description = "IDs of the Route 53 zones that the deploy role may change: the zone of the stack's custom domain. Empty allows no zone and no certificate."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for id in var.hosted_zone_ids : can(regex("^Z[A-Z0-9]{1,31}$", id))])
    error_message = "Invalid ID in hosted_zone_ids. Use IDs of Route 53 hosted zones, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "kms_key_arns" {
  description = "ARNs of the stack's KMS keys, with enable_kms. An administrator's first deploy creates them, because a role that can tag new keys can tag every key of the account as its own."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.kms_key_arns : can(regex("^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-f-]{36}$", arn))])
    error_message = "Invalid ARN in kms_key_arns. Use complete ARNs of KMS keys without wildcards."
  }
}

variable "manage_github_provider" {
  description = "Whether to create the OIDC provider of GitHub. An account can have only one; set this to false if it exists."
  type        = bool
  default     = true
  nullable    = false
}

variable "plan_environments" {
  description = "GitHub environments whose jobs may assume the plan role: <environment>-plan plans a deploy, <environment>-pull-request plans pull requests. Protect them first, because the role reads the API keys. Empty creates no plan role."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for name in var.plan_environments : contains(["${var.environment}-plan", "${var.environment}-pull-request"], name)])
    error_message = "Invalid name in plan_environments. Use <environment>-plan or <environment>-pull-request with the name of this environment."
  }
}

variable "state_administrators" {
  description = "Complete ARNs of the IAM roles and users that may read and write the state besides the pipeline: everyone who runs make plan, deploy, api-key or destroy. Empty means only the role or user that applies this."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.state_administrators : can(regex("^arn:[a-z-]+:iam::[0-9]{12}:(role|user)/[^*?]+$", arn))])
    error_message = "Invalid ARN in state_administrators. Use complete ARNs of roles or users without wildcards, such as arn:aws:iam::123456789012:role/administrator."
  }
}
