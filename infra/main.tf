module "database" {
  source = "./modules/database"

  tables              = { for key, table in local.tables : key => table.name }
  indexes             = { for key, index in local.indexes : key => index.name }
  deletion_protection = var.deletion_protection
  kms_key_arn         = local.key_arn
}

module "functions" {
  source   = "./modules/functions"
  for_each = local.functions

  name                     = each.key
  function_name            = "${local.name}-${each.key}"
  bundle                   = "${path.module}/../functions/dist/${each.key}.zip"
  runtime                  = var.lambda_runtime
  environment              = each.value.environment
  permissions              = each.value.permissions
  reserved_concurrency     = lookup(var.reserved_concurrency, each.key, null)
  log_retention_days       = var.log_retention_days
  metrics_namespace        = local.metrics_namespace
  arn_prefixes             = { iam = "${local.arn}:iam::${local.account}", logs = local.regional_arn.logs }
  kms_key_arn              = local.key_arn
  permissions_boundary_arn = var.permissions_boundary_arn
}

module "api" {
  source = "./modules/api"

  name                       = local.name
  functions                  = { for name, function in module.functions : name => merge(function.live_alias, { arn = local.live_function_arns[name] }) }
  invocation_arn_prefix      = "${local.arn}:apigateway:${var.aws_region}:lambda:path/2015-03-31/functions"
  log_arn_prefix             = local.regional_arn.logs
  partition                  = data.aws_partition.current.partition
  clients                    = local.clients
  lookup_throttle            = var.lookup_throttle
  bulk_lookup_throttle       = var.bulk_lookup_throttle
  enable_tracing             = var.enable_api_tracing
  log_retention_days         = var.log_retention_days
  manage_api_gateway_account = var.manage_api_gateway_account
  kms_key_arn                = local.key_arn
  permissions_boundary_arn   = var.permissions_boundary_arn
}

module "monitoring" {
  source = "./modules/monitoring"

  name                     = local.name
  account                  = local.account
  region                   = var.aws_region
  arn_prefixes             = local.regional_arn
  metrics_namespace        = local.metrics_namespace
  api                      = module.api.monitoring
  functions                = { for name, function in module.functions : name => function.monitoring }
  tables                   = { for key, table in local.tables : key => { table_name = table.name, operations = local.table_operations[key] } }
  workflow                 = module.workflow.monitoring
  alarm_emails             = var.alarm_emails
  no_traffic_alarm_minutes = var.no_traffic_alarm_minutes
  kms_key_arn              = local.key_arn
}

module "workflow" {
  source = "./modules/workflow"

  name                     = local.name
  account                  = local.account
  event_bus                = local.event_bus
  submitted                = local.submitted
  definition_file          = "${path.module}/../statemachine/customer-id-submission.asl.json"
  function_arns            = local.live_function_arns
  failure_logger           = module.functions["log-event"].live_alias
  arn_prefixes             = merge(local.regional_arn, { iam = "${local.arn}:iam::${local.account}" })
  archive_retention_days   = var.archive_retention_days
  include_execution_data   = var.include_execution_data
  log_retention_days       = var.log_retention_days
  kms_key_arn              = local.key_arn
  permissions_boundary_arn = var.permissions_boundary_arn
}

module "website" {
  source = "./modules/website"

  name         = local.name
  account      = local.account
  region       = var.aws_region
  dns_suffix   = data.aws_partition.current.dns_suffix
  buckets      = local.buckets
  arn_prefixes = { cloudfront = "${local.arn}:cloudfront::${local.account}", edge_logs = local.edge_logs_arn_prefix }

  api = {
    domain_name = "${module.api.rest_api_id}.execute-api.${var.aws_region}.${data.aws_partition.current.dns_suffix}"
    stage       = module.api.stage_name
  }

  configuration = {
    apiBasePath            = "/${module.api.stage_name}"
    environment            = var.environment
    tombstoneRetentionDays = var.tombstone_retention_days
  }

  allowed_countries   = var.allowed_countries
  custom_domain       = var.custom_domain
  certificate_arn     = one(module.certificate[*].certificate_arn)
  deletion_protection = var.deletion_protection
  delivery_name       = local.name
  enable_access_logs  = var.enable_access_logs
  log_retention_days  = var.log_retention_days
  web_acl_arn         = one(module.edge_firewall[*].web_acl_arn)
  kms_key_arn         = local.key_arn
}

module "certificate" {
  source    = "./modules/certificate"
  count     = var.custom_domain == null ? 0 : 1
  providers = { aws = aws.us_east_1 }

  domain = var.custom_domain
}

module "access_log" {
  source    = "./modules/access-log"
  count     = var.enable_access_logs ? 1 : 0
  providers = { aws = aws.us_east_1 }

  name             = local.name
  distribution_arn = module.website.distribution_arn
  bucket_arn       = module.website.log_bucket_arn
  log_arn_prefix   = local.edge_logs_arn_prefix
}

module "edge_firewall" {
  source    = "./modules/firewall"
  count     = var.enable_waf ? 1 : 0
  providers = { aws = aws.us_east_1 }

  name               = "${local.name}-edge"
  scope              = "CLOUDFRONT"
  api_stage_arn      = null
  requests_per_ip    = local.requests_per_ip
  log_arn_prefix     = local.edge_logs_arn_prefix
  log_retention_days = var.log_retention_days
  kms_key_arn        = one(module.edge_encryption[*].key_arn)
}

module "api_firewall" {
  source = "./modules/firewall"
  count  = var.enable_waf ? 1 : 0

  name               = "${local.name}-api"
  scope              = "REGIONAL"
  api_stage_arn      = module.api.stage_arn
  requests_per_ip    = null
  log_arn_prefix     = local.regional_arn.logs
  log_retention_days = var.log_retention_days
  kms_key_arn        = local.key_arn
}
