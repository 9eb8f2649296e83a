locals {
  workload_boundary_arn   = "${local.iam}:policy/${local.name}-workload"
  deployment_boundary_arn = "${local.iam}:policy/${local.name}-deployment"
}

# For the roles of the stack. Their own policies allow far less; the boundary limits what a change could add.
resource "aws_iam_policy" "workload_boundary" {
  name        = "${local.name}-workload"
  description = "Permissions boundary for the roles of ${local.stack}."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      # Only function code may use the data. A role that trusts another account, or a person, gets nothing from these two.
      { Sid = "Items", Effect = "Allow", Action = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], Resource = local.stack_arns.tables, Condition = local.from_function_condition },
      { Sid = "Events", Effect = "Allow", Action = ["events:PutEvents"], Resource = local.stack_arns.events, Condition = local.from_function_condition },
      { Sid = "Steps", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = local.stack_arns.functions },
      { Sid = "Workflow", Effect = "Allow", Action = ["states:StartExecution"], Resource = local.stack_arns.machines },
      { Sid = "FailedEvents", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = local.stack_arns.queues },
      {
        Sid      = "Logs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = concat([for arn in local.stack_arns.logs : arn if !strcontains(arn, "aws-waf-logs")], local.stack_arns.execution_logs, ["${local.log_groups[0]}:/aws/apigateway/welcome*"])
      },
      {
        # These actions do not support resource-level permissions: setting up log delivery, and traces.
        Sid    = "LogDeliveryAndTraces"
        Effect = "Allow"
        Action = [
          "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
          "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ]
        Resource = ["*"]
      },
      ],
      length(var.kms_key_arns) > 0 ? [{ Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.kms_key_arns }] : [],
    )
  })
}

locals {
  from_function_condition = { ArnLike = { "lambda:SourceFunctionArn" = local.stack_arns.functions } }
}

# For the two roles that GitHub Actions assumes.
resource "aws_iam_policy" "deployment_boundary" {
  name        = "${local.name}-deployment"
  description = "Permissions boundary for the roles that plan and deploy ${local.stack}."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Services"
        Effect = "Allow"
        Action = [
          for service in [
            "acm", "apigateway", "cloudfront", "cloudwatch", "dynamodb", "events", "iam", "kms", "lambda", "logs", "route53", "s3",
            "sns", "sqs", "states", "wafv2",
          ] : "${service}:*"
        ]
        Resource = ["*"]
      },
      {
        Sid      = "DenySelfModification"
        Effect   = "Deny"
        Action   = ["iam:*"]
        Resource = ["${local.iam}:role/${local.name}-*", "${local.iam}:policy/${local.name}-*", "${local.iam}:oidc-provider/*", "${local.iam}:user/*", "${local.iam}:group/*"]
      },
      {
        Sid      = "DenyBoundaryRemoval"
        Effect   = "Deny"
        Action   = ["iam:DeleteRolePermissionsBoundary"]
        Resource = ["*"]
      },
      {
        # Also keeps other resources from being tagged as the stack's.
        Sid      = "DenyOtherEnvironments"
        Effect   = "Deny"
        Action   = [for service in ["acm", "apigateway", "cloudfront", "kms", "logs", "wafv2"] : "${service}:*"]
        Resource = ["*"]
        Condition = {
          Null            = { "aws:ResourceTag/Environment" = "false" }
          StringNotEquals = { "aws:ResourceTag/Environment" = var.environment }
        }
      },
      {
        # A deploy does not need customer data. It can still reach it through the code that it deploys.
        Sid    = "DenyCustomerData"
        Effect = "Deny"
        Action = [
          "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime", "dynamodb:GetItem", "dynamodb:PartiQL*", "dynamodb:Query",
          "dynamodb:Scan", "sqs:ReceiveMessage", "states:GetExecutionHistory",
        ]
        Resource = ["*"]
      },
    ]
  })
}
