# The deploy role may change resources whose names start with the stack name. Names here start with terraform- instead, so it
# cannot change its own permissions.

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
