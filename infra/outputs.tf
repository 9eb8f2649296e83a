output "alarm_topic_arn" {
  description = "Topic that hears of every alarm."
  value       = module.monitoring.alarm_topic_arn
}

output "api_key_ids" {
  description = "Id of each API key, by its generation. AWS gives the values to those who may ask for them."
  value       = module.api.api_key_ids
}

output "api_url" {
  description = "Where the API answers, stage included."
  value       = module.api.url
}

output "aws_region" {
  description = "Region that holds the stack."
  value       = var.aws_region
}

output "dashboard_url" {
  description = "Where the console shows whether all is well, where it hurts and what it costs."
  value       = module.monitoring.dashboard_url
}

output "dead_letter_queue_url" {
  description = "Queue of the events that no target took."
  value       = module.workflow.dead_letter_queue_url
}

output "distribution_id" {
  description = "Id of the CloudFront distribution, for its invalidation after an upload."
  value       = module.website.distribution_id
}

output "event_bus_name" {
  description = "Bus on which submissions are published."
  value       = local.event_bus.name
}

output "failure_queue_url" {
  description = "Queue of the workflow executions that did not succeed."
  value       = module.workflow.failure_queue_url
}

output "function_names" {
  description = "Name in AWS of each function."
  value       = { for name, function in module.functions : name => function.live.function_name }
}

output "site_bucket" {
  description = "Bucket that holds the page's files."
  value       = local.buckets.site.name
}

output "site_url" {
  description = "Where the page is, and under /api the API for its users."
  value       = module.website.url
}

output "state_machine_arn" {
  description = "ARN of the workflow that handles a submission."
  value       = module.workflow.state_machine_arn
}

output "table_names" {
  description = "Names of the tables."
  value       = module.database.table_names
}

output "usage_plan_id" {
  description = "Id of the plan that counts what each API key asks for."
  value       = module.api.usage_plan_id
}
