# Permissions of a plan: the attributes of the resources and the state, but no customer data.

locals {
  read = {
    Alarms        = { actions = ["cloudwatch:GetDashboard", "cloudwatch:ListTagsForResource"], resources = local.stack_arns.alarms }
    Apis          = { actions = ["apigateway:GET"], resources = local.stack_arns.apis }
    Certificates  = { actions = ["acm:DescribeCertificate", "acm:ListTagsForCertificate"], resources = local.stack_arns.certificates }
    Configuration = { actions = ["s3:GetObject", "s3:GetObjectTagging"], resources = [for arn in local.stack_arns.buckets : "${arn}/config.json"] }
    Deliveries    = { actions = ["logs:GetDelivery*", "logs:ListTagsForResource"], resources = local.stack_arns.deliveries }
    Edge          = { actions = ["cloudfront:Describe*", "cloudfront:Get*", "cloudfront:ListTagsForResource"], resources = local.stack_arns.edge }
    Events        = { actions = ["events:Describe*", "events:ListTagsForResource", "events:ListTargetsByRule"], resources = local.stack_arns.events }
    Firewalls     = { actions = ["wafv2:Get*", "wafv2:ListTagsForResource"], resources = local.stack_arns.firewalls }
    Functions     = { actions = ["lambda:Get*", "lambda:ListTags", "lambda:ListVersionsByFunction"], resources = local.stack_arns.functions }
    Keys          = { actions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"], resources = local.stack_arns.keys }
    Logs          = { actions = ["logs:DescribeMetricFilters", "logs:ListTagsForResource", "logs:ListTagsLogGroup"], resources = local.stack_arns.logs }
    Machines      = { actions = ["states:DescribeStateMachine", "states:ListStateMachineVersions", "states:ListTagsForResource"], resources = local.stack_arns.machines }
    Queues        = { actions = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"], resources = local.stack_arns.queues }
    Roles         = { actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies"], resources = local.stack_arns.roles }
    State         = { actions = ["s3:GetObject", "s3:ListBucket"], resources = [local.state_arn, "${local.state_arn}/*"] }
    StateLock     = { actions = ["s3:DeleteObject", "s3:PutObject"], resources = [local.lock_arn] }
    Tables        = { actions = ["dynamodb:Describe*", "dynamodb:ListTagsOfResource"], resources = local.stack_arns.tables }
    Topics        = { actions = ["sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListTagsForResource"], resources = local.stack_arns.topics }
    Zones         = { actions = ["route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets"], resources = local.stack_arns.zones }

    Buckets = {
      actions = [
        "s3:GetAccelerateConfiguration", "s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration", "s3:ListBucket",
      ]
      resources = local.stack_arns.buckets
    }

    # These actions do not support resource-level permissions.
    Everywhere = {
      actions = [
        "cloudwatch:DescribeAlarms", "kms:ListAliases", "logs:DescribeDeliveries", "logs:DescribeLogGroups",
        "logs:DescribeQueryDefinitions", "states:ValidateStateMachineDefinition",
      ]
      resources = ["*"]
    }
  }
}
