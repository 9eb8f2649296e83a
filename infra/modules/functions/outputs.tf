output "live" {
  description = "Name of the function and of the alias that serves, known once both exist."
  value = {
    function_name = aws_lambda_alias.live.function_name
    alias         = aws_lambda_alias.live.name
  }
}
