# Where Terraform keeps the state of one environment, and who may deploy it from GitHub without a stored key.

# Names begin with terraform-, so that nothing here is among what the deploy role may change: all that begins with stack.

locals {
  stack   = "customer-ids-${var.environment}"
  name    = "terraform-${local.stack}"
  account = data.aws_caller_identity.current.account_id
  arn     = "arn:${data.aws_partition.current.partition}"
  iam     = "${local.arn}:iam::${local.account}"

  role_arns    = { for role in ["deploy", "plan"] : role => "${local.iam}:role/${local.name}-${role}" }
  state_bucket = "${local.name}-state-${local.account}-${var.aws_region}"
  state_arn    = "${local.arn}:s3:::${local.state_bucket}"
}
