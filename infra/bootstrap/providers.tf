provider "aws" {
  region = var.aws_region

  default_tags {
    tags = { Project = "customer-ids", Environment = var.environment }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
