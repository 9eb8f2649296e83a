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
    Statement = [
      { Sid = "Items", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], Resource = local.stack_arns.tables },
      { Sid = "Events", Effect = "Allow", Action = ["events:PutEvents"], Resource = local.stack_arns.events },
      { Sid = "Steps", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = local.stack_arns.functions },
      { Sid = "Workflow", Effect = "Allow", Action = ["states:StartExecution"], Resource = local.stack_arns.machines },
      { Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = local.stack_arns.keys },
      { Sid = "LogsAndTraces", Effect = "Allow", Action = ["logs:*", "xray:*"], Resource = ["*"] },
    ]
  })
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
        # A deploy does not need customer data.
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
