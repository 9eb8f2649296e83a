provider "aws" {
  region = var.aws_region

  default_tags {
    tags = { Project = "customer-ids", Environment = var.environment }
  }
}

data "aws_caller_identity" "current" {}

# The role of the person who applies this, with its path, which the ARN of the session lacks.
data "aws_iam_session_context" "current" {
  arn = data.aws_caller_identity.current.arn
}

data "aws_partition" "current" {}
