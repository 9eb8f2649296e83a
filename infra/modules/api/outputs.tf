output "api_key_ids" {
  description = "Id of each API key, by its generation."
  value       = { for generation, key in aws_api_gateway_api_key.this : generation => key.id }
}

output "monitored" {
  description = "What alarms and dashboard look at: the API's name, its stage and its access log."
  value = {
    name      = aws_api_gateway_rest_api.this.name
    stage     = aws_api_gateway_stage.this.stage_name
    log_group = aws_cloudwatch_log_group.access.name
  }
}

output "rest_api_id" {
  description = "Id of the API, with which its host begins."
  value       = aws_api_gateway_rest_api.this.id
}

output "stage_arn" {
  description = "ARN of the stage."
  value       = aws_api_gateway_stage.this.arn
}

output "stage_name" {
  description = "Name of the stage, with which every path begins."
  value       = aws_api_gateway_stage.this.stage_name
}

output "url" {
  description = "Where the API answers, stage included."
  value       = aws_api_gateway_stage.this.invoke_url
}

output "usage_plan_id" {
  description = "Id of the plan that counts what each key asks for."
  value       = aws_api_gateway_usage_plan.this.id
}
