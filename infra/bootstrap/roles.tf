locals {
  issuer = "token.actions.githubusercontent.com"

  # Exact subjects, each a GitHub environment that can require reviewers or a branch. The subject of a pull request would admit
  # everyone who can push a branch. A wildcard could match another repository or branch.
  github_environments = { deploy = [var.environment], plan = sort(var.plan_environments) }
  subjects = {
    for role in local.roles : role => [for name in local.github_environments[role] : "repo:${var.github_repository}:environment:${name}"]
  }

  policies = {
    for role in local.roles : role => role == "deploy" ? keys(local.permissions) : ["read", "read-edge"]
  }

  permissions = {
    read           = local.read
    read-edge      = local.read_edge
    write-data     = local.write_data
    write-edge     = local.write_edge
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
  description          = "Assumed by GitHub Actions, only for ${join(" and ", each.value)}."
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
      ) if length(permission.resources) > 0
    ]
  })
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.attachments

  role       = aws_iam_role.this[each.value.role].name
  policy_arn = "${local.iam}:policy/${aws_iam_policy.this[each.value.policy].name}"
}
