mock_provider "aws" {
  source          = "../tests/mocks"
  override_during = plan
}

variables {
  environment       = "prod"
  github_repository = "acme@123456/customer-ids@456789"
}

run "lets_one_environment_deploy_and_pull_requests_plan_for_an_hour_and_nobody_else" {
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
    error_message = "A role is taken on by one exact subject, with its ids."
  }

  assert {
    condition = alltrue([for role in aws_iam_role.this :
      role.max_session_duration == 3600 && role.permissions_boundary == "arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-deployment"
    ])
    error_message = "A role lasts an hour and has a boundary."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github[0].url == "https://token.actions.githubusercontent.com" && aws_iam_openid_connect_provider.github[0].client_id_list == toset(["sts.amazonaws.com"])
    error_message = "GitHub's tokens are taken when they are made for AWS."
  }

  assert {
    condition = toset([for attachment in aws_iam_role_policy_attachment.this : "${attachment.role} ${attachment.policy_arn}"]) == toset(concat(
      ["terraform-customer-ids-prod-plan arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-read"],
      [for name in ["read", "write-data", "write-roles", "write-services"] : "terraform-customer-ids-prod-deploy arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-${name}"],
    ))
    error_message = "The plan role reads. The deploy role reads and writes."
  }
}

run "gives_the_plan_role_nothing_that_changes_anything_but_the_lock" {
  command = plan

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.this["read"].policy).Statement : [
        for action in statement.Action : action
        if !can(regex("^[a-z0-9]+:(Describe|Get|List|Validate)|^apigateway:GET$", action))
      ]
    ])) == toset(["s3:DeleteObject", "s3:PutObject"])
    error_message = "Planning changes nothing but the lock of the state."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this["read"].policy).Statement :
      statement.Resource == ["arn:aws:s3:::terraform-customer-ids-prod-state-123456789012-eu-west-1/*.tflock"]
      if anytrue([for action in statement.Action : contains(["s3:DeleteObject", "s3:PutObject"], action)])
    ])
    error_message = "What planning may write is the lock."
  }
}

run "gives_the_deploy_role_what_is_ours_and_roles_within_the_boundary_alone" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_policy.this : [
        for statement in jsondecode(policy.policy).Statement :
        contains(["Everywhere", "NewKeys"], statement.Sid) || alltrue([for resource in statement.Resource : resource != "*" && !can(regex("terraform-customer-ids-prod-(deploy|plan|workload|deployment)", resource))])
      ]
    ]))
    error_message = "Every statement names what it is for, and never the roles that deploy."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this["write-roles"].policy).Statement :
      statement.Condition.StringEquals["iam:PermissionsBoundary"] == "arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-workload"
      if anytrue([for action in statement.Action : contains(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"], action)])
    ])
    error_message = "No role is made or given more without the boundary."
  }

  assert {
    condition     = alltrue([for policy in concat(values(aws_iam_policy.this), [aws_iam_policy.deployment_boundary, aws_iam_policy.workload_boundary]) : length(policy.policy) <= 6144])
    error_message = "AWS takes no longer policy: ${jsonencode({ for name, policy in aws_iam_policy.this : name => length(policy.policy) })}"
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.deployment_boundary.policy).Statement : statement.Action if statement.Effect == "Deny"
      ])) == toset([
      "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime", "dynamodb:GetItem", "dynamodb:PartiQL*", "dynamodb:Query",
      "dynamodb:Scan", "iam:*", "iam:DeleteRolePermissionsBoundary", "sqs:ReceiveMessage", "states:GetExecutionHistory",
    ])
    error_message = "Whoever deploys reads no customer, frees no role of its boundary and never changes itself."
  }
}

run "keeps_the_state_to_those_who_deploy" {
  command = plan

  variables {
    state_administrators = ["arn:aws:iam::123456789012:role/administrator"]
  }

  assert {
    condition = {
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement : statement.Sid => [statement.Effect, statement.Condition]
      } == {
      DenyPlainHttp       = ["Deny", { Bool = { "aws:SecureTransport" = "false" } }]
      DenyReadingToOthers = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "terraform-customer-ids-prod-plan", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
      DenyWritingToOthers = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
      DenyLockingToOthers = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "terraform-customer-ids-prod-plan", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
    }
    error_message = "The state is read, written and locked by those it is for, over TLS."
  }

  assert {
    condition = (
      aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
      && one(one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default).sse_algorithm == "AES256"
      && aws_s3_bucket_public_access_block.state.restrict_public_buckets && aws_s3_bucket_public_access_block.state.block_public_policy
      && aws_s3_bucket_ownership_controls.state.rule[0].object_ownership == "BucketOwnerEnforced"
    )
    error_message = "The state is encrypted, keeps what was overwritten, and is closed to the public."
  }
}

run "leaves_an_issuer_alone_that_the_account_knows" {
  command = plan

  variables {
    manage_github_provider = false
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.github) == 0
    error_message = "The account's issuer is not ours to make."
  }
}

run "refuses_a_repository_by_name_alone_and_administrators_by_pattern" {
  command = plan

  variables {
    aws_region           = "europe"
    environment          = "Production"
    github_repository    = "acme/customer-ids"
    state_administrators = ["arn:aws:iam::123456789012:role/*"]
  }

  expect_failures = [var.aws_region, var.environment, var.github_repository, var.state_administrators]
}
