module "encryption" {
  source = "./modules/encryption"
  count  = var.enable_kms ? 1 : 0

  name         = local.name
  account      = local.account
  region       = var.aws_region
  dns_suffix   = data.aws_partition.current.dns_suffix
  arn_prefixes = { iam = "${local.arn}:iam::${local.account}", kms = local.regional_arn.kms }

  functions = {
    for name, function in local.functions : name => {
      arn            = "${local.regional_arn.lambda}:function:${local.name}-${name}"
      role_arn       = "${local.arn}:iam::${local.account}:role/${local.name}-${name}"
      table_access   = local.table_access[name]
      sends_messages = anytrue([for permission in function.permissions : contains(permission.actions, "sqs:SendMessage")])
    }
  }

  log_group_arns = [
    for name in [
      "/aws/lambda/${local.name}-*",
      "/aws/vendedlogs/${local.name}/*",
      "API-Gateway-Execution-Logs_*/api",
      "aws-waf-logs-${local.name}-*",
    ] : "${local.regional_arn.logs}:log-group:${name}"
  ]

  rule_arns         = module.workflow.rule_arns
  alarm_arns        = ["${local.regional_arn.cloudwatch}:alarm:${local.name}-*"]
  distribution_arns = ["${local.arn}:cloudfront::${local.account}:distribution/*"]
}

# The WAF log of the distribution is in the CloudFront region and needs a key there.
module "edge_encryption" {
  source    = "./modules/encryption"
  count     = local.is_edge_log_encrypted ? 1 : 0
  providers = { aws = aws.us_east_1 }

  name           = "${local.name}-edge"
  account        = local.account
  region         = local.edge_region
  dns_suffix     = data.aws_partition.current.dns_suffix
  arn_prefixes   = { iam = "${local.arn}:iam::${local.account}", kms = "${local.arn}:kms:${local.edge_region}:${local.account}" }
  log_group_arns = ["${local.edge_logs_arn_prefix}:log-group:aws-waf-logs-${local.name}-*"]
}

locals {
  key_arn               = one(module.encryption[*].key_arn)
  is_edge_log_encrypted = var.enable_kms && var.enable_waf

  # Derived from the permissions in functions.tf.
  table_actions = {
    for name, function in local.functions : name => [
      for action in flatten([for permission in function.permissions : permission.actions]) : action if startswith(action, "dynamodb:")
    ]
  }
  table_access = {
    for name, actions in local.table_actions : name =>
    length(actions) == 0 ? "none" : length(setintersection(actions, ["dynamodb:PutItem", "dynamodb:UpdateItem"])) > 0 ? "write" : "read"
  }
}
