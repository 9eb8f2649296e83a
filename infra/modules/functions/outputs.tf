output "live_alias" {
  description = "Function name and alias that callers invoke."
  value = {
    function_name = aws_lambda_alias.live.function_name
    alias         = aws_lambda_alias.live.name
  }
}

output "monitoring" {
  description = "Function name, log group, timeout and memory size, for the monitoring module."
  value = {
    function_name    = aws_lambda_function.this.function_name
    log_group        = aws_cloudwatch_log_group.this.name
    memory_megabytes = aws_lambda_function.this.memory_size
  }
}
