locals {
  issuer = "token.actions.githubusercontent.com"

  # One exact subject per role. A wildcard could match another repository or branch.
  subjects = {
    deploy = "repo:${var.github_repository}:environment:${var.environment}"
    plan   = "repo:${var.github_repository}:pull_request"
  }

  policies = {
    deploy = keys(local.permissions)
    plan   = ["read"]
  }

  permissions = {
    read           = local.read
    write-data     = local.write_data
    write-roles    = local.write_roles
    write-services = local.write_services
  }

  attachments = merge([
    for role, names in local.policies : { for name in names : "${role}/${name}" => { role = role, policy = name } }
  ]...)
}

resource "aws_iam_openid_connect_provider" "github" {
  count = var.manage_github_provider ? 1 : 0

  url            = "https://${local.issuer}"
  client_id_list = ["sts.amazonaws.com"]
}

resource "aws_iam_role" "this" {
  for_each = local.subjects

  name                 = "${local.name}-${each.key}"
  description          = "Assumed by GitHub Actions, only for ${each.value}."
  max_session_duration = 3600
  permissions_boundary = local.deployment_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "${local.iam}:oidc-provider/${local.issuer}" }
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = each.value
        }
      }
    }]
  })

  depends_on = [aws_iam_openid_connect_provider.github, aws_iam_policy.deployment_boundary]
}

resource "aws_iam_policy" "this" {
  for_each = local.permissions

  name        = "${local.name}-${each.key}"
  description = "Permissions to plan or deploy ${local.stack}: ${each.key}."

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for sid, permission in each.value : merge(
        { Sid = sid, Effect = "Allow", Action = permission.actions, Resource = permission.resources },
        can(permission.conditions) ? { Condition = permission.conditions } : {},
      )
    ]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.attachments

  role       = aws_iam_role.this[each.value.role].name
  policy_arn = "${local.iam}:policy/${aws_iam_policy.this[each.value.policy].name}"
}
