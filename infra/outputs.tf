output "alarm_topic_arn" {
  description = "ARN of the SNS topic that all alarms notify."
  value       = module.monitoring.alarm_topic_arn
}

output "api_key_ids" {
  description = "IDs of the API keys by client and generation. Read the values with make api-key."
  value       = module.api.api_key_ids
}

output "api_url" {
  description = "Base URL of the API, including the stage."
  value       = module.api.api_url
}

output "aws_region" {
  description = "AWS region of the stack."
  value       = var.aws_region
}

output "client_access" {
  description = "Access of each client: read or write."
  value       = { for name, client in var.clients : name => client.access }
}

output "dashboard_url" {
  description = "URL of the CloudWatch dashboard in the AWS console."
  value       = module.monitoring.dashboard_url
}

output "dead_letter_queue_url" {
  description = "URL of the SQS queue for events that could not be delivered."
  value       = module.workflow.dead_letter_queue_url
}

output "distribution_id" {
  description = "ID of the CloudFront distribution, for invalidations after an upload."
  value       = module.website.distribution_id
}

output "event_bus_name" {
  description = "Name of the EventBridge bus that receives submissions."
  value       = local.event_bus.name
}

output "failure_queue_url" {
  description = "URL of the SQS queue for workflow executions that failed, timed out or were aborted."
  value       = module.workflow.failure_queue_url
}

output "function_names" {
  description = "Names of the Lambda functions in AWS, by short name."
  value       = { for name, function in module.functions : name => function.live_alias.function_name }
}

output "site_bucket" {
  description = "Name of the S3 bucket that contains the page."
  value       = local.buckets.site.name
}

output "site_url" {
  description = "URL of the page. The API is available at the same address under /api."
  value       = module.website.site_url
}

output "state_machine_arn" {
  description = "ARN of the state machine that processes submissions."
  value       = module.workflow.state_machine_arn
}

output "table_names" {
  description = "Names of the DynamoDB tables, by short name."
  value       = module.database.table_names
}

output "usage_plan_ids" {
  description = "IDs of the API Gateway usage plans by client."
  value       = module.api.usage_plan_ids
}
