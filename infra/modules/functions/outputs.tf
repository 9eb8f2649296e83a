output "live" {
  description = "Name of the function and of the alias that serves, known once both exist."
  value = {
    function_name = aws_lambda_alias.live.function_name
    alias         = aws_lambda_alias.live.name
  }
}

output "monitored" {
  description = "What alarms and dashboard look at: the function's name and log group, and what bounds it."
  value = {
    function_name    = aws_lambda_function.this.function_name
    log_group        = aws_cloudwatch_log_group.this.name
    timeout_seconds  = aws_lambda_function.this.timeout
    memory_megabytes = aws_lambda_function.this.memory_size
  }
}
