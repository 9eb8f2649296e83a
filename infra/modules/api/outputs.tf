output "api_key_id" {
  description = "Id of the API key."
  value       = aws_api_gateway_api_key.this.id
}

output "url" {
  description = "Where the API answers, stage included."
  value       = aws_api_gateway_stage.this.invoke_url
}
