locals {
  # No API keys, bodies, paths or headers: nothing a client can use to put customer data into the log. Clients can choose
  # $context.requestId, but not the extended ID. No time either: the event has its own timestamp, and each byte is billed.
  access_log_fields = {
    requestId          = "$context.extendedRequestId"
    apiKeyId           = "$context.identity.apiKeyId"
    method             = "$context.httpMethod"
    resourcePath       = "$context.resourcePath"
    status             = "$context.status"
    errorType          = "$context.error.responseType"
    integrationStatus  = "$context.integrationStatus"
    integrationLatency = "$context.integrationLatency"
    responseLatency    = "$context.responseLatency"
    responseLength     = "$context.responseLength"
  }
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/vendedlogs/${var.name}/api"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

# Without this, API Gateway creates the log group itself, with unlimited retention.
resource "aws_cloudwatch_log_group" "execution" {
  name              = "API-Gateway-Execution-Logs_${aws_api_gateway_rest_api.this.id}/api"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

# This setting applies to all APIs in the account and region.
resource "aws_api_gateway_account" "this" {
  count = var.manage_api_gateway_account ? 1 : 0

  cloudwatch_role_arn = aws_iam_role.write_logs[0].arn

  depends_on = [aws_iam_role_policy_attachment.write_logs]
}

resource "aws_iam_role" "write_logs" {
  count = var.manage_api_gateway_account ? 1 : 0

  name                 = "${var.name}-api-logs"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "write_logs" {
  count = var.manage_api_gateway_account ? 1 : 0

  role       = aws_iam_role.write_logs[0].name
  policy_arn = "arn:${var.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}
