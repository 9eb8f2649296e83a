# What a role can be given at most, whatever its own policies say.

locals {
  workload_boundary_arn   = "${local.iam}:policy/${local.name}-workload"
  deployment_boundary_arn = "${local.iam}:policy/${local.name}-deployment"
}

# For the roles of the stack. Its tests hold each role to far less; this holds whoever changes them.
resource "aws_iam_policy" "workload_boundary" {
  name        = "${local.name}-workload"
  description = "The most that a role of ${local.stack} can be given."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Items", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], Resource = local.named.tables },
      { Sid = "Events", Effect = "Allow", Action = ["events:PutEvents"], Resource = local.named.events },
      { Sid = "Steps", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = local.named.functions },
      { Sid = "Workflow", Effect = "Allow", Action = ["states:StartExecution"], Resource = local.named.machines },
      { Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = local.named.keys },
      { Sid = "LogsAndTraces", Effect = "Allow", Action = ["logs:*", "xray:*"], Resource = ["*"] },
    ]
  })
}

# For the two roles of GitHub.
resource "aws_iam_policy" "deployment_boundary" {
  name        = "${local.name}-deployment"
  description = "The most that the roles which plan and deploy ${local.stack} can be given."

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
        Sid      = "NeverItself"
        Effect   = "Deny"
        Action   = ["iam:*"]
        Resource = ["${local.iam}:role/${local.name}-*", "${local.iam}:policy/${local.name}-*", "${local.iam}:oidc-provider/*", "${local.iam}:user/*", "${local.iam}:group/*"]
      },
      {
        Sid      = "NeverUnbounded"
        Effect   = "Deny"
        Action   = ["iam:DeleteRolePermissionsBoundary"]
        Resource = ["*"]
      },
      {
        # Deploying takes no customer's data.
        Sid    = "NeverCustomers"
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
