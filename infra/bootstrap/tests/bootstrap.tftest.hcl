mock_provider "aws" {
  source          = "../tests/mocks"
  override_during = plan
}

variables {
  environment       = "prod"
  github_repository = "acme@123456/customer-ids@456789"
}

run "lets_only_one_github_environment_deploy_and_only_pull_requests_plan" {
  command = plan

  assert {
    condition = { for role, made in aws_iam_role.this : role => jsondecode(made.assume_role_policy).Statement } == {
      for role, subject in { deploy = "repo:acme@123456/customer-ids@456789:environment:prod", plan = "repo:acme@123456/customer-ids@456789:pull_request" } : role => [{
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
            "token.actions.githubusercontent.com:sub" = subject
          }
        }
      }]
    }
    error_message = "Each role must trust exactly one subject, with IDs."
  }

  assert {
    condition = alltrue([for role in aws_iam_role.this :
      role.max_session_duration == 3600 && role.permissions_boundary == "arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-deployment"
    ])
    error_message = "Sessions must last at most an hour, and roles must have the boundary."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com" && aws_iam_openid_connect_provider.github[0].client_id_list == toset(["sts.amazonaws.com"])
    error_message = "The OIDC provider must accept only tokens for AWS STS."
  }

  assert {
    condition = toset([for attachment in aws_iam_role_policy_attachment.this : "${attachment.role} ${attachment.policy_arn}"]) == toset(concat(
      ["terraform-customer-ids-prod-plan arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-read"],
      [for name in ["read", "write-data", "write-roles", "write-services"] : "terraform-customer-ids-prod-deploy arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-${name}"],
    ))
    error_message = "The plan role must have only the read policy; the deploy role must have all policies."
  }
}

run "lets_the_plan_role_write_only_the_state_lock" {
  command = plan

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.this["read"].policy).Statement : [
        for action in statement.Action : action
        if !can(regex("^[a-z0-9]+:(Describe|Get|List|Validate)|^apigateway:GET$", action))
      ]
    ])) == toset(["s3:DeleteObject", "s3:PutObject"])
    error_message = "The read policy must allow only read actions and writing the state lock."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this["read"].policy).Statement :
      statement.Resource == ["arn:aws:s3:::terraform-customer-ids-prod-state-123456789012-eu-west-1/*.tflock"]
      if anytrue([for action in statement.Action : contains(["s3:DeleteObject", "s3:PutObject"], action)])
    ])
    error_message = "The read policy may allow writing only the lock object."
  }
}

run "limits_the_deploy_role_to_resources_of_the_stack_and_roles_with_the_boundary" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_policy.this : [
        for statement in jsondecode(policy.policy).Statement :
        contains(["Everywhere", "NewKeys"], statement.Sid) || alltrue([for resource in statement.Resource : resource != "*" && !can(regex("terraform-customer-ids-prod-(deploy|plan|workload|deployment)", resource))])
      ]
    ]))
    error_message = "Every statement must name its resources, and never the deploy and plan roles."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this["write-roles"].policy).Statement :
      statement.Condition.StringEquals["iam:PermissionsBoundary"] == "arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-workload"
      if anytrue([for action in statement.Action : contains(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"], action)])
    ])
    error_message = "Creating or changing a role must require the boundary."
  }

  assert {
    condition     = alltrue([for policy in concat(values(aws_iam_policy.this), [aws_iam_policy.deployment_boundary, aws_iam_policy.workload_boundary]) : length(policy.policy) <= 6144])
    error_message = "A policy exceeds the limit of 6,144 characters: ${jsonencode({ for name, policy in aws_iam_policy.this : name => length(policy.policy) })}"
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.deployment_boundary.policy).Statement : statement.Action if statement.Effect == "Deny"
      ])) == toset([
      "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime", "dynamodb:GetItem", "dynamodb:PartiQL*", "dynamodb:Query",
      "dynamodb:Scan", "iam:*", "iam:DeleteRolePermissionsBoundary", "sqs:ReceiveMessage", "states:GetExecutionHistory",
    ])
    error_message = "The boundary must deny customer data, boundary removal and self-modification."
  }
}

run "limits_state_access_to_the_roles_and_administrators" {
  command = plan

  variables {
    state_administrators = ["arn:aws:iam::123456789012:role/administrator"]
  }

  assert {
    condition = {
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement : statement.Sid => [statement.Effect, statement.Condition]
      } == {
      DenyPlainHttp     = ["Deny", { Bool = { "aws:SecureTransport" = "false" } }]
      DenyReadByOthers  = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "terraform-customer-ids-prod-plan", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
      DenyWriteByOthers = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
      DenyLockByOthers  = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "terraform-customer-ids-prod-plan", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
    }
    error_message = "Unexpected statements in the policy of the state bucket."
  }

  assert {
    condition = (
      aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
      && one(one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
      && aws_s3_bucket_public_access_block.state.restrict_public_buckets && aws_s3_bucket_public_access_block.state.block_public_policy
      && aws_s3_bucket_ownership_controls.state.rule[0].object_ownership == "BucketOwnerEnforced"
    )
    error_message = "The state bucket must be encrypted, versioned and not public."
  }
}

run "creates_no_oidc_provider_when_it_already_exists" {
  command = plan

  variables {
    manage_github_provider = false
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0
    error_message = "With manage_github_provider = false there must be no OIDC provider."
  }
}

run "rejects_a_repository_without_ids_and_administrators_with_wildcards" {
  command = plan

  variables {
    aws_region           = "europe"
    environment          = "Production"
    github_repository    = "acme/customer-ids"
    state_administrators = ["arn:aws:iam::123456789012:role/*"]
  }

  expect_failures = [var.aws_region, var.environment, var.github_repository, var.state_administrators]
}
