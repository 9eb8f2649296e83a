# Permissions of a plan: the attributes of the resources and the state, but no customer data.

locals {
  read = {
    Alarms        = { actions = ["cloudwatch:GetDashboard", "cloudwatch:ListTagsForResource"], resources = local.stack_arns.alarms }
    Configuration = { actions = ["s3:GetObject", "s3:GetObjectTagging"], resources = [for arn in local.stack_arns.buckets : "${arn}/config.json"] }
    Deliveries    = { actions = ["logs:GetDelivery*", "logs:ListTagsForResource"], resources = local.stack_arns.deliveries }
    Events        = { actions = ["events:Describe*", "events:ListTagsForResource", "events:ListTargetsByRule"], resources = local.stack_arns.events }
    Functions     = { actions = ["lambda:Get*", "lambda:ListTags", "lambda:ListVersionsByFunction"], resources = local.stack_arns.functions }
    Logs          = { actions = ["logs:DescribeMetricFilters", "logs:ListTagsForResource", "logs:ListTagsLogGroup"], resources = concat(local.stack_arns.logs, local.stack_arns.execution_logs) }
    Machines      = { actions = ["states:DescribeStateMachine", "states:ListStateMachineVersions", "states:ListTagsForResource"], resources = local.stack_arns.machines }
    Queues        = { actions = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"], resources = local.stack_arns.queues }
    Roles         = { actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies"], resources = local.stack_arns.roles }
    State         = { actions = ["s3:GetObject", "s3:ListBucket"], resources = [local.state_arn, "${local.state_arn}/*"] }
    Tables        = { actions = ["dynamodb:Describe*", "dynamodb:ListTagsOfResource"], resources = local.stack_arns.tables }
    Topics        = { actions = ["sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListTagsForResource"], resources = local.stack_arns.topics }

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
        "cloudwatch:DescribeAlarms", "kms:ListAliases", "lambda:GetAccountSettings", "logs:DescribeDeliveries", "logs:DescribeLogGroups",
        "logs:DescribeQueryDefinitions", "states:ValidateStateMachineDefinition",
      ]
      resources = ["*"]
    }

    Keys = { actions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"], resources = var.kms_key_arns }
  }

  # The API and what is in front of it.
  read_edge = {
    ApiAccount    = { actions = ["apigateway:GET"], resources = [local.apis.account, local.apis.tags] }
    Apis          = { actions = ["apigateway:GET"], resources = local.apis.resources, conditions = local.resource_tag_condition }
    Edge          = { actions = ["cloudfront:Describe*", "cloudfront:Get*", "cloudfront:ListTagsForResource"], resources = ["${local.cloudfront}:*"] }
    Firewalls     = { actions = ["wafv2:Get*", "wafv2:ListTagsForResource"], resources = local.stack_arns.firewalls }
    FirewallOfApi = { actions = ["wafv2:GetWebACLForResource"], resources = ["${local.api}/restapis/*"] }
    Certificates  = { actions = ["acm:DescribeCertificate", "acm:ListTagsForCertificate"], resources = local.stack_arns.certificates, conditions = local.resource_tag_condition }
    ZoneChanges   = { actions = ["route53:GetChange"], resources = local.stack_arns.zone_changes }
    Zones         = { actions = ["route53:GetHostedZone", "route53:ListResourceRecordSets"], resources = local.stack_arns.zones }
  }
}
