locals {
  # The functions that the definition refers to by placeholder.
  invoked_functions = toset(flatten(regexall("[$]{([a-z-]+)}", file(var.definition_file))))
  log_group_name    = "/aws/vendedlogs/${var.name}/workflow"
}

resource "aws_sfn_state_machine" "this" {
  name       = local.state_machine.name
  type       = "STANDARD"
  role_arn   = "${var.arn_prefixes.iam}:role/${aws_iam_role.workflow.name}"
  definition = templatefile(var.definition_file, { for name in local.invoked_functions : name => var.function_arns[name] })

  logging_configuration {
    level                  = "ERROR"
    include_execution_data = var.include_execution_data
    log_destination        = "${var.arn_prefixes.logs}:log-group:${aws_cloudwatch_log_group.workflow.name}:*"
  }

  tracing_configuration {
    enabled = true
  }

  depends_on = [aws_iam_role_policy.workflow]
}

resource "aws_cloudwatch_log_group" "workflow" {
  name              = local.log_group_name
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
}

resource "aws_iam_role" "workflow" {
  name                 = "${var.name}-workflow"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account, "aws:SourceArn" = local.state_machine.arn } }
    }]
  })
}

resource "aws_iam_role_policy" "workflow" {
  name = "least-privilege"
  role = aws_iam_role.workflow.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "InvokeSteps"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = [for name in local.invoked_functions : var.function_arns[name]]
      },
      {
        # Log delivery permissions apply to the account, not to a log group.
        Sid    = "DeliverLogs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ]
        Resource = ["*"]
      },
      {
        # X-Ray does not support resource-level permissions.
        Sid      = "SendTraces"
        Effect   = "Allow"
        Action   = ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]
        Resource = ["*"]
      },
    ]
  })
}
