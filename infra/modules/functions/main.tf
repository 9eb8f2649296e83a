locals {
  log_group_name = "/aws/lambda/${var.function_name}"
}

# Created before the function; otherwise Lambda creates the log group itself, with unlimited retention.
resource "aws_cloudwatch_log_group" "this" {
  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "this" {
  name                 = var.function_name
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "least-privilege"
  role = aws_iam_role.this.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "WriteOwnLogs"
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["${var.arn_prefixes.logs}:log-group:${local.log_group_name}:*"]
        },
        {
          # X-Ray does not support resource-level permissions.
          Sid      = "SendTraces"
          Effect   = "Allow"
          Action   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
          Resource = ["*"]
        },
      ],
      [
        for sid, permission in var.permissions : merge(
          { Sid = sid, Effect = "Allow", Action = permission.actions, Resource = permission.resources },
          permission.conditions == null ? {} : { Condition = permission.conditions },
        ) if length(permission.actions) > 0 # IAM rejects a statement without actions.
      ]
    )
  })
}

resource "aws_lambda_function" "this" {
  function_name                  = var.function_name
  role                           = "${var.arn_prefixes.iam}:role/${aws_iam_role.this.name}"
  filename                       = var.bundle
  source_code_hash               = filebase64sha256(var.bundle)
  handler                        = "index.handler"
  runtime                        = var.runtime
  architectures                  = ["arm64"]
  memory_size                    = var.memory_megabytes
  timeout                        = var.timeout_seconds
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true
  kms_key_arn                    = var.kms_key_arn

  environment {
    variables = merge(var.environment, {
      POWERTOOLS_SERVICE_NAME      = var.name
      POWERTOOLS_METRICS_NAMESPACE = var.metrics_namespace
    })
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.this.name
    application_log_level = "INFO"
    system_log_level      = "WARN" # INFO would add two platform lines to every successful invocation.
  }

  tracing_config {
    mode = "Active"
  }

  depends_on = [aws_iam_role_policy.this]
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that callers invoke."
  function_name    = aws_lambda_function.this.function_name
  function_version = aws_lambda_function.this.version
}
