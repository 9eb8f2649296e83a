# ARN patterns of the resources of the stack. AWS assigns the names of some resources; policies match those by tag.

locals {
  regions = distinct([var.aws_region, "us-east-1"])
  in_region = {
    for service in ["cloudwatch", "dynamodb", "events", "lambda", "sns", "sqs", "states"] :
    service => "${local.arn}:${service}:${var.aws_region}:${local.account}"
  }
  api        = "${local.arn}:apigateway:${var.aws_region}::"
  cloudfront = "${local.arn}:cloudfront::${local.account}"
  edge_logs  = "${local.arn}:logs:us-east-1:${local.account}"
  log_groups = [for region in local.regions : "${local.arn}:logs:${region}:${local.account}:log-group"]

  stack_arns = {
    alarms        = ["${local.in_region.cloudwatch}:alarm:${local.stack}-*", "${local.arn}:cloudwatch::${local.account}:dashboard/${local.stack}"]
    buckets       = [for kind in ["logs", "site"] : "${local.arn}:s3:::${local.stack}-${kind}-${local.account}-${var.aws_region}"]
    certificates  = length(var.hosted_zone_ids) > 0 ? ["${local.arn}:acm:us-east-1:${local.account}:certificate/*"] : []
    distributions = ["${local.cloudfront}:distribution/*"]
    deliveries    = concat([for kind in ["source", "destination"] : "${local.edge_logs}:delivery-${kind}:${local.stack}"], ["${local.edge_logs}:delivery:*"])
    events = [
      for resource in ["archive/${local.stack}", "event-bus/${local.stack}", "rule/${local.stack}-*", "rule/${local.stack}/${local.stack}-*"] :
      "${local.in_region.events}:${resource}"
    ]
    execution_logs = ["${local.log_groups[0]}:API-Gateway-Execution-Logs_*"]
    firewalls = flatten([
      for region in local.regions : [for scope in ["global", "regional"] : "${local.arn}:wafv2:${region}:${local.account}:${scope}/webacl/${local.stack}-*/*"]
    ])
    functions   = ["${local.in_region.lambda}:function:${local.stack}-*"]
    key_aliases = length(var.kms_key_arns) > 0 ? ["${local.arn}:kms:${var.aws_region}:${local.account}:alias/${local.stack}", "${local.arn}:kms:us-east-1:${local.account}:alias/${local.stack}-edge"] : []
    logs = flatten([
      for group in local.log_groups : [for name in ["/aws/lambda/${local.stack}-", "/aws/vendedlogs/${local.stack}/", "aws-waf-logs-${local.stack}-"] : "${group}:${name}*"]
    ])
    machines         = ["${local.in_region.states}:stateMachine:${local.stack}"]
    managed_rules    = [for region in local.regions : "${local.arn}:wafv2:${region}:${local.account}:*/managedruleset/*/*"]
    queues           = ["${local.in_region.sqs}:${local.stack}-*"]
    roles            = ["${local.iam}:role/${local.stack}-*"]
    tables           = flatten([for table in ["customer_ids", "customer_id_submissions"] : [for part in ["", "/index/*"] : "${local.in_region.dynamodb}:table/${table}_${var.environment}${part}"]])
    topics           = ["${local.in_region.sns}:${local.stack}-*"]
    viewer_functions = ["${local.cloudfront}:function/${local.stack}-*"]
    zone_changes     = length(var.hosted_zone_ids) > 0 ? ["${local.arn}:route53:::change/*"] : []
    zones            = [for id in var.hosted_zone_ids : "${local.arn}:route53:::hostedzone/${id}"]
  }

  # API keys, and the usage plans through which their values can be read.
  apis = {
    collections = [for path in ["apikeys", "clientcertificates", "restapis", "usageplans"] : "${local.api}/${path}"]
    resources   = [for path in ["apikeys", "clientcertificates", "restapis", "usageplans"] : "${local.api}/${path}/*"]
    account     = "${local.api}/account"
    tags        = "${local.api}/tags/*"
  }

  tags                   = { Project = "customer-ids", Environment = var.environment }
  resource_tag_condition = { StringEquals = { for tag, value in local.tags : "aws:ResourceTag/${tag}" => value } }
  request_tag_condition  = { StringEquals = { for tag, value in local.tags : "aws:RequestTag/${tag}" => value } }

  # A new resource has no tags yet. One that has tags must already be the stack's.
  tagging_condition = merge(local.request_tag_condition, { StringEqualsIfExists = local.resource_tag_condition.StringEquals })
}
