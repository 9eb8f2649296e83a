mock_provider "aws" {
  source          = "../tests/mocks"
  override_during = plan
}

variables {
  environment       = "prod"
  github_repository = "acme@123456/customer-ids@456789"
}

run "lets_only_the_named_github_environments_deploy_and_plan" {
  command = plan

  variables {
    plan_environments = ["prod-plan"]
  }

  assert {
    condition = { for role, made in aws_iam_role.this : role => jsondecode(made.assume_role_policy).Statement } == {
      for role, name in { deploy = "prod", plan = "prod-plan" } : role => [{
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
            "token.actions.githubusercontent.com:sub" = ["repo:acme@123456/customer-ids@456789:environment:${name}"]
          }
        }
      }]
    }
    error_message = "Each role must trust exactly one GitHub environment of one repository, with IDs."
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
      [for name in ["read", "read-edge"] : "terraform-customer-ids-prod-plan arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-${name}"],
      [for name in ["read", "read-edge", "write-data", "write-edge", "write-roles", "write-services"] : "terraform-customer-ids-prod-deploy arn:aws:iam::123456789012:policy/terraform-customer-ids-prod-${name}"],
    ))
    error_message = "The plan role must have only the read policies; the deploy role must have all policies."
  }
}

run "creates_no_plan_role_unless_asked_for" {
  command = plan

  assert {
    condition     = keys(aws_iam_role.this) == ["deploy"] && output.plan_role_arn == null
    error_message = "Without plan_environments there must be no plan role."
  }

  assert {
    condition     = !strcontains(jsonencode([values(aws_iam_role.this)[*].assume_role_policy, aws_s3_bucket_policy.state.policy]), "pull_request") && !strcontains(aws_s3_bucket_policy.state.policy, "-plan")
    error_message = "No role may trust pull requests, and the state must not name a plan role."
  }
}

run "lets_the_plan_role_only_read" {
  command = plan

  assert {
    condition = alltrue(flatten([
      for name in ["read", "read-edge"] : [
        for statement in jsondecode(aws_iam_policy.this[name].policy).Statement : [
          for action in statement.Action : can(regex("^[a-z0-9]+:(Describe|Get|List|Validate)|^apigateway:GET$", action))
        ]
      ]
    ]))
    error_message = "The read policies must allow only read actions."
  }
}

run "limits_the_deploy_role_to_resources_of_the_stack_and_roles_with_the_boundary" {
  command = plan

  variables {
    kms_key_arns      = ["arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000"]
    hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
    plan_environments = ["prod-plan", "prod-pull-request"]
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
    error_message = "A policy exceeds the limit of 6,144 characters: ${jsonencode([for policy in concat(values(aws_iam_policy.this), [aws_iam_policy.deployment_boundary, aws_iam_policy.workload_boundary]) : "${policy.name} ${length(policy.policy)}"])}"
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_policy.deployment_boundary.policy).Statement : statement.Action if statement.Effect == "Deny"
      ])) == toset([
      "acm:*", "apigateway:*", "cloudfront:*", "kms:*", "logs:*", "wafv2:*",
      "dynamodb:BatchGetItem", "dynamodb:ExportTableToPointInTime", "dynamodb:GetItem", "dynamodb:PartiQL*", "dynamodb:Query",
      "dynamodb:Scan", "iam:*", "iam:DeleteRolePermissionsBoundary", "sqs:ReceiveMessage", "states:GetExecutionHistory",
    ])
    error_message = "The boundary must deny customer data, boundary removal and self-modification."
  }
}

run "limits_state_access_to_the_roles_and_the_person_who_applies" {
  command = plan

  variables {
    plan_environments = ["prod-plan"]
  }

  assert {
    condition = {
      for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement : statement.Sid => [statement.Effect, statement.Condition]
      } == {
      DenyPlainHttp     = ["Deny", { Bool = { "aws:SecureTransport" = "false" } }]
      DenyReadByOthers  = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "terraform-customer-ids-prod-plan", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
      DenyWriteByOthers = ["Deny", { ArnNotEquals = { "aws:PrincipalArn" = [for role in ["terraform-customer-ids-prod-deploy", "administrator"] : "arn:aws:iam::123456789012:role/${role}"] } }]
    }
    error_message = "Unexpected statements in the policy of the state bucket."
  }

  assert {
    condition     = one(output.state_administrator_arns) == "arn:aws:iam::123456789012:role/administrator"
    error_message = "Without state_administrators, the role of the caller must administer the state."
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

run "lets_named_administrators_replace_the_caller" {
  command = plan

  variables {
    state_administrators = ["arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef"]
  }

  assert {
    condition     = output.state_administrator_arns == var.state_administrators
    error_message = "Named administrators must be the only people with access to the state."
  }
}

run "names_the_state_bucket_within_63_characters" {
  command = plan

  variables {
    aws_region  = "ap-southeast-7"
    environment = "abcdefghijkl"
  }

  assert {
    condition     = length(aws_s3_bucket.state.bucket) <= 63 && aws_s3_bucket.state.bucket == "customer-ids-abcdefghijkl-state-123456789012-ap-southeast-7"
    error_message = "The name of the state bucket has ${length(aws_s3_bucket.state.bucket)} characters; S3 allows 63."
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

run "rejects_settings_that_would_widen_access" {
  command = plan

  variables {
    aws_region           = "us-gov-west-1"
    environment          = "Production"
    github_repository    = "acme/customer-ids"
    hosted_zone_ids      = ["*"]
    kms_key_arns         = ["arn:aws:kms:eu-west-1:123456789012:key/*"]
    state_administrators = ["arn:aws:iam::123456789012:role/*"]
  }

  expect_failures = [
    var.aws_region, var.environment, var.github_repository, var.hosted_zone_ids, var.kms_key_arns, var.state_administrators,
  ]
}

run "rejects_the_plan_environment_of_another_stack" {
  command = plan

  variables {
    plan_environments = ["dev-plan"]
  }

  expect_failures = [var.plan_environments]
}
