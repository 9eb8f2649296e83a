# Names and ARNs, computed once. An ARN that waits for its resource would hide every policy that names it
# behind "(known after apply)"; computed, each plan shows them in clear.

locals {
  name    = "customer-ids-${var.environment}"
  tags    = merge(var.tags, { Project = "customer-ids", Environment = var.environment })
  account = data.aws_caller_identity.current.account_id
  arn     = "arn:${data.aws_partition.current.partition}"

  regional_arn = {
    for service in ["cloudwatch", "dynamodb", "events", "kms", "lambda", "logs", "sns", "sqs", "states"] :
    service => "${local.arn}:${service}:${var.aws_region}:${local.account}"
  }

  tables = {
    for key, name in {
      customer_ids = "customer_ids_${var.environment}"
      submissions  = "customer_id_submissions_${var.environment}"
    } : key => { name = name, arn = "${local.regional_arn.dynamodb}:table/${name}" }
  }

  indexes = {
    active_by_id       = { name = "active_by_id", arn = "${local.tables.customer_ids.arn}/index/active_by_id" }
    submissions_by_day = { name = "submissions_by_day", arn = "${local.tables.submissions.arn}/index/submissions_by_day" }
  }

  # What is called on each table follows from what the functions may do.
  table_operations = {
    for key, table in local.tables : key => toset(flatten([
      for function in local.functions : [
        for permission in function.permissions : [for action in permission.actions : trimprefix(action, "dynamodb:")]
        if anytrue([for arn in permission.resources : arn == table.arn || startswith(arn, "${table.arn}/")])
      ]
    ]))
  }

  # A bucket's name is unique in the world.
  buckets = {
    for key in ["site", "logs"] : key => {
      name = "${local.name}-${key}-${local.account}-${var.aws_region}"
      arn  = "${local.arn}:s3:::${local.name}-${key}-${local.account}-${var.aws_region}"
    }
  }

  # Where CloudFront keeps its certificates, firewalls and log deliveries.
  edge_region          = "us-east-1"
  edge_logs_arn_prefix = "${local.arn}:logs:${local.edge_region}:${local.account}"

  event_bus = { name = local.name, arn = "${local.regional_arn.events}:event-bus/${local.name}" }

  # The alias is what everybody calls: it moves from version to version, and back.
  live_function_arns = {
    for name in keys(local.functions) : name => "${local.regional_arn.lambda}:function:${local.name}-${name}:live"
  }
}

# What a submission publishes is told by the event's own schema.
locals {
  event_schema = jsondecode(file("${path.module}/../statemachine/customer-ids-submitted.schema.json")).properties
  submitted = {
    source      = local.event_schema.source.const
    detail_type = local.event_schema["detail-type"].const
  }
}
