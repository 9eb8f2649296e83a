# The deploy role may change resources whose names start with the stack name. Names here start with terraform- instead, so it
# cannot change its own permissions.

locals {
  stack   = "customer-ids-${var.environment}"
  name    = "terraform-${local.stack}"
  account = data.aws_caller_identity.current.account_id
  arn     = "arn:${data.aws_partition.current.partition}"
  iam     = "${local.arn}:iam::${local.account}"

  roles     = length(var.plan_environments) > 0 ? ["deploy", "plan"] : ["deploy"]
  role_arns = { for role in local.roles : role => "${local.iam}:role/${local.name}-${role}" }

  # Shorter than the other names, because S3 accepts at most 63 characters.
  state_bucket = "${local.stack}-state-${local.account}-${var.aws_region}"
  state_arn    = "${local.arn}:s3:::${local.state_bucket}"

  # Without the full ARN of the person's role, the bucket policy would lock out the person who applies this.
  state_administrators = length(var.state_administrators) > 0 ? var.state_administrators : [data.aws_iam_session_context.current.issuer_arn]
}
