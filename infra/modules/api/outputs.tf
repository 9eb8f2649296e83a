output "api_key_ids" {
  description = "IDs of the API keys by client and generation."
  value = {
    for client, settings in var.clients : client => {
      for generation in settings.generations : generation => aws_api_gateway_api_key.this["${client}-${settings.access}-${generation}"].id
    }
  }
}

output "api_url" {
  description = "Base URL of the API, including the stage."
  value       = aws_api_gateway_stage.this.invoke_url
}

output "monitoring" {
  description = "API name, stage and access log group, for the monitoring module."
  value = {
    name      = aws_api_gateway_rest_api.this.name
    stage     = aws_api_gateway_stage.this.stage_name
    log_group = aws_cloudwatch_log_group.access.name
  }
}

output "rest_api_id" {
  description = "ID of the REST API, the first label of its host name."
  value       = aws_api_gateway_rest_api.this.id
}

output "stage_arn" {
  description = "ARN of the stage."
  value       = aws_api_gateway_stage.this.arn
}

output "stage_name" {
  description = "Name of the stage, the first segment of every path."
  value       = aws_api_gateway_stage.this.stage_name
}

output "usage_plan_ids" {
  description = "IDs of the usage plans by client."
  value       = { for client, plan in aws_api_gateway_usage_plan.this : client => plan.id }
}
