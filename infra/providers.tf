provider "aws" {
  region = var.aws_region

  default_tags {
    tags = local.tags
  }
}

# For the certificate, web ACL and log delivery of CloudFront.
provider "aws" {
  alias  = "us_east_1"
  region = local.edge_region

  default_tags {
    tags = local.tags
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
