module "database" {
  source = "./modules/database"

  tables              = { for key, table in local.tables : key => table.name }
  indexes             = { for key, index in local.indexes : key => index.name }
  deletion_protection = var.deletion_protection
}

module "functions" {
  source   = "./modules/functions"
  for_each = local.functions

  name                 = each.key
  function_name        = "${local.name}-${each.key}"
  bundle               = "${path.module}/../functions/dist/${each.key}.zip"
  runtime              = var.lambda_runtime
  environment          = each.value.environment
  permissions          = each.value.permissions
  reserved_concurrency = lookup(var.reserved_concurrency, each.key, null)
  log_retention_days   = var.log_retention_days
  metrics_namespace    = local.metrics_namespace
  arn_prefixes         = { iam = "${local.arn}:iam::${local.account}", logs = local.regional_arn.logs }
}

module "api" {
  source = "./modules/api"

  name                       = local.name
  functions                  = { for name, function in module.functions : name => merge(function.live, { arn = local.live_function_arns[name] }) }
  invocation_arn_prefix      = "${local.arn}:apigateway:${var.aws_region}:lambda:path/2015-03-31/functions"
  log_arn_prefix             = local.regional_arn.logs
  partition                  = data.aws_partition.current.partition
  throttle                   = var.throttle
  lookup_throttle            = var.lookup_throttle
  quota_per_day              = var.quota_per_day
  api_key_generations        = var.api_key_generations
  log_retention_days         = var.log_retention_days
  manage_api_gateway_account = var.manage_api_gateway_account
  enable_client_certificate  = var.enable_client_certificate
}

module "monitoring" {
  source = "./modules/monitoring"

  name                     = local.name
  account                  = local.account
  region                   = var.aws_region
  arn_prefixes             = local.regional_arn
  metrics_namespace        = local.metrics_namespace
  api                      = module.api.monitored
  functions                = { for name, function in module.functions : name => function.monitored }
  tables                   = { for key, table in local.tables : key => { table_name = table.name, operations = local.table_operations[key] } }
  workflow                 = module.workflow.monitored
  alarm_emails             = var.alarm_emails
  no_traffic_alarm_minutes = var.no_traffic_alarm_minutes
  enable_composite_alarm   = var.enable_composite_alarm
  enable_saved_queries     = var.enable_saved_queries
}

module "workflow" {
  source = "./modules/workflow"

  name                   = local.name
  account                = local.account
  event_bus              = local.event_bus
  submitted              = local.submitted
  definition_file        = "${path.module}/../statemachine/customer-id-submission.asl.json"
  function_arns          = local.live_function_arns
  failure_logger         = module.functions["log-event"].live
  arn_prefixes           = merge(local.regional_arn, { iam = "${local.arn}:iam::${local.account}" })
  archive_retention_days = var.archive_retention_days
  include_execution_data = var.include_execution_data
  log_retention_days     = var.log_retention_days
}
