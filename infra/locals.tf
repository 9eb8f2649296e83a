# ARNs are computed from names. A reference to the resource would be "(known after apply)" and hide the policies that
# contain it from the plan.

locals {
  name    = "customer-ids-${var.environment}"
  tags    = merge(var.tags, { Project = "customer-ids", Environment = var.environment })
  account = data.aws_caller_identity.current.account_id
  arn     = "arn:${data.aws_partition.current.partition}"

  regional_arn = {
    for service in ["cloudwatch", "dynamodb", "events", "kms", "lambda", "logs", "sns", "sqs", "states"] :
    service => "${local.arn}:${service}:${var.aws_region}:${local.account}"
  }

  clients = {
    for name, client in var.clients : name => {
      access        = client.access
      throttle      = client.throttle == null ? var.throttle : client.throttle
      quota_per_day = coalesce(client.quota_per_day, var.quota_per_day)
      generations   = lookup(var.api_key_generations, name, [1])
    }
  }

  # An IP address may send as many requests in five minutes as one API key of the client with the highest rate. WAF requires 10.
  requests_per_ip = max(10, [for client in local.clients : ceil(300 * client.throttle.rate)]...)

  tables = {
    for key, name in {
      customer_ids = "customer_ids_${var.environment}"
      submissions  = "customer_id_submissions_${var.environment}"
    } : key => { name = name, arn = "${local.regional_arn.dynamodb}:table/${name}" }
  }

  indexes = {
    active_by_id         = { name = "active_by_id", arn = "${local.tables.customer_ids.arn}/index/active_by_id" }
    deleted_by_time      = { name = "deleted_by_time", arn = "${local.tables.customer_ids.arn}/index/deleted_by_time" }
    submissions_by_month = { name = "submissions_by_month", arn = "${local.tables.submissions.arn}/index/submissions_by_month" }
  }

  # Derived from the permissions in functions.tf.
  table_operations = {
    for key, table in local.tables : key => toset(flatten([
      for function in local.functions : [
        for permission in function.permissions : [for action in permission.actions : trimprefix(action, "dynamodb:")]
        if anytrue([for arn in permission.resources : arn == table.arn || startswith(arn, "${table.arn}/")])
      ]
    ]))
  }

  # Bucket names must be globally unique, hence account and region.
  buckets = {
    for key in ["site", "logs"] : key => {
      name = "${local.name}-${key}-${local.account}-${var.aws_region}"
      arn  = "${local.arn}:s3:::${local.name}-${key}-${local.account}-${var.aws_region}"
    }
  }

  # CloudFront requires its certificates, web ACLs and log deliveries in this region.
  edge_region          = "us-east-1"
  edge_logs_arn_prefix = "${local.arn}:logs:${local.edge_region}:${local.account}"

  event_bus = { name = local.name, arn = "${local.regional_arn.events}:event-bus/${local.name}" }

  # All callers invoke the alias, so that a rollback is one update of the alias.
  live_function_arns = {
    for name in keys(local.functions) : name => "${local.regional_arn.lambda}:function:${local.name}-${name}:live"
  }
}

locals {
  event_schema = jsondecode(file("${path.module}/../statemachine/customer-ids-submitted.schema.json")).properties
  submitted = {
    source      = local.event_schema.source.const
    detail_type = local.event_schema["detail-type"].const
  }
}
