# What planning reads: all that Terraform asks of the resources of a stack, and its state. No customer's data.

locals {
  reads = {
    Alarms        = { actions = ["cloudwatch:GetDashboard", "cloudwatch:ListTagsForResource"], resources = local.named.alarms }
    Apis          = { actions = ["apigateway:GET"], resources = local.named.apis }
    Certificates  = { actions = ["acm:DescribeCertificate", "acm:ListTagsForCertificate"], resources = local.named.certificates }
    Configuration = { actions = ["s3:GetObject", "s3:GetObjectTagging"], resources = [for arn in local.named.buckets : "${arn}/config.json"] }
    Deliveries    = { actions = ["logs:GetDelivery*", "logs:ListTagsForResource"], resources = local.named.deliveries }
    Edge          = { actions = ["cloudfront:Describe*", "cloudfront:Get*", "cloudfront:ListTagsForResource"], resources = local.named.edge }
    Events        = { actions = ["events:Describe*", "events:ListTagsForResource", "events:ListTargetsByRule"], resources = local.named.events }
    Firewalls     = { actions = ["wafv2:Get*", "wafv2:ListTagsForResource"], resources = local.named.firewalls }
    Functions     = { actions = ["lambda:Get*", "lambda:ListTags", "lambda:ListVersionsByFunction"], resources = local.named.functions }
    Keys          = { actions = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"], resources = local.named.keys }
    Logs          = { actions = ["logs:DescribeMetricFilters", "logs:ListTagsForResource", "logs:ListTagsLogGroup"], resources = local.named.logs }
    Machines      = { actions = ["states:DescribeStateMachine", "states:ListStateMachineVersions", "states:ListTagsForResource"], resources = local.named.machines }
    Queues        = { actions = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueueTags"], resources = local.named.queues }
    Roles         = { actions = ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies"], resources = local.named.roles }
    State         = { actions = ["s3:GetObject", "s3:ListBucket"], resources = [local.state_arn, "${local.state_arn}/*"] }
    StateLock     = { actions = ["s3:DeleteObject", "s3:PutObject"], resources = [local.lock_arn] }
    Tables        = { actions = ["dynamodb:Describe*", "dynamodb:ListTagsOfResource"], resources = local.named.tables }
    Topics        = { actions = ["sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListTagsForResource"], resources = local.named.topics }
    Zones         = { actions = ["route53:GetChange", "route53:GetHostedZone", "route53:ListResourceRecordSets"], resources = local.named.zones }

    Buckets = {
      actions = [
        "s3:GetAccelerateConfiguration", "s3:GetBucket*", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration", "s3:ListBucket",
      ]
      resources = local.named.buckets
    }

    # AWS knows no resource for these.
    Everywhere = {
      actions = [
        "cloudwatch:DescribeAlarms", "kms:ListAliases", "logs:DescribeDeliveries", "logs:DescribeLogGroups",
        "logs:DescribeQueryDefinitions", "states:ValidateStateMachineDefinition",
      ]
      resources = ["*"]
    }
  }
}
