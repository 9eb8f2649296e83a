# ARN patterns of the resources of the stack. Where AWS assigns the name, the pattern covers all resources of that type.

locals {
  regions = distinct([var.aws_region, "us-east-1"])
  in_region = {
    for service in ["cloudwatch", "dynamodb", "events", "lambda", "sns", "sqs", "states"] :
    service => "${local.arn}:${service}:${var.aws_region}:${local.account}"
  }

  log_names = [
    "/aws/lambda/${local.stack}-", "/aws/vendedlogs/${local.stack}/", "API-Gateway-Execution-Logs_", "aws-waf-logs-${local.stack}-",
  ]

  stack_arns = {
    alarms       = ["${local.in_region.cloudwatch}:alarm:${local.stack}-*", "${local.arn}:cloudwatch::${local.account}:dashboard/${local.stack}"]
    apis         = ["${local.arn}:apigateway:${var.aws_region}::/*"]
    buckets      = [for kind in ["logs", "site"] : "${local.arn}:s3:::${local.stack}-${kind}-${local.account}-${var.aws_region}"]
    certificates = ["${local.arn}:acm:us-east-1:${local.account}:certificate/*"]
    deliveries   = ["${local.arn}:logs:us-east-1:${local.account}:delivery*"]
    edge         = ["${local.arn}:cloudfront::${local.account}:*"]
    events = [
      for resource in ["archive/${local.stack}", "event-bus/${local.stack}", "rule/${local.stack}-*", "rule/${local.stack}/${local.stack}-*"] :
      "${local.in_region.events}:${resource}"
    ]
    firewalls   = [for region in local.regions : "${local.arn}:wafv2:${region}:${local.account}:*"]
    functions   = ["${local.in_region.lambda}:function:${local.stack}-*"]
    keys        = [for region in local.regions : "${local.arn}:kms:${region}:${local.account}:key/*"]
    key_aliases = [for region in local.regions : "${local.arn}:kms:${region}:${local.account}:alias/${local.stack}*"]
    logs        = flatten([for region in local.regions : [for name in local.log_names : "${local.arn}:logs:${region}:${local.account}:log-group:${name}*"]])
    machines    = ["${local.in_region.states}:stateMachine:${local.stack}"]
    queues      = ["${local.in_region.sqs}:${local.stack}-*"]
    roles       = ["${local.iam}:role/${local.stack}-*"]
    tables      = [for table in ["customer_ids", "customer_id_submissions"] : "${local.in_region.dynamodb}:table/${table}_${var.environment}*"]
    topics      = ["${local.in_region.sns}:${local.stack}-*"]
    zones       = ["${local.arn}:route53:::hostedzone/*", "${local.arn}:route53:::change/*"]
  }

  # KMS keys have no name, so policies match them by tag.
  tags                   = { Project = "customer-ids", Environment = var.environment }
  resource_tag_condition = { StringEquals = { for tag, value in local.tags : "aws:ResourceTag/${tag}" => value } }
  request_tag_condition  = { StringEquals = { for tag, value in local.tags : "aws:RequestTag/${tag}" => value } }
}
