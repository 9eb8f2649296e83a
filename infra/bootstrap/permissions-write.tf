# Additional permissions of a deploy, in several maps because of the size limit of IAM policies.

locals {
  write_data = {
    Buckets = {
      actions = [
        "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:ListBucketVersions", "s3:PutBucket*",
        "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
      ]
      resources = local.stack_arns.buckets
    }

    Files = {
      actions   = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"]
      resources = [for arn in local.stack_arns.buckets : "${arn}/*"]
    }

    Queues = {
      actions   = ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"]
      resources = local.stack_arns.queues
    }

    State     = { actions = ["s3:PutObject"], resources = ["${local.state_arn}/*"] }
    StateLock = { actions = ["s3:DeleteObject"], resources = ["${local.state_arn}/*.tflock"] }

    Tables = {
      actions = [
        "dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:TagResource", "dynamodb:UntagResource",
        "dynamodb:UpdateContinuousBackups", "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive",
      ]
      resources = local.stack_arns.tables
    }

    Keys = {
      actions = [
        "kms:CreateAlias", "kms:CreateGrant", "kms:Decrypt", "kms:DeleteAlias", "kms:Encrypt", "kms:GenerateDataKey",
        "kms:PutKeyPolicy", "kms:UpdateAlias",
      ]
      resources = var.kms_key_arns
    }

    KeyAliases = { actions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"], resources = local.stack_arns.key_aliases }
  }

  write_services = {
    Alarms = {
      actions = [
        "cloudwatch:DeleteAlarms", "cloudwatch:DeleteDashboards", "cloudwatch:PutCompositeAlarm", "cloudwatch:PutDashboard",
        "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource",
      ]
      resources = local.stack_arns.alarms
    }

    Deliveries = {
      actions = [
        "logs:CreateDelivery", "logs:DeleteDelivery*", "logs:PutDeliveryDestination", "logs:PutDeliverySource",
        "logs:TagResource", "logs:UntagResource", "logs:UpdateDeliveryConfiguration",
      ]
      resources = local.stack_arns.deliveries
    }

    Events = {
      actions = [
        "events:CreateArchive", "events:CreateEventBus", "events:DeleteArchive", "events:DeleteEventBus", "events:DeleteRule",
        "events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:TagResource", "events:UntagResource",
        "events:UpdateArchive",
      ]
      resources = local.stack_arns.events
    }

    Functions = {
      actions = [
        "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias", "lambda:DeleteFunction",
        "lambda:DeleteFunctionConcurrency", "lambda:DeleteFunctionEventInvokeConfig", "lambda:PublishVersion",
        "lambda:PutFunctionConcurrency", "lambda:PutFunctionEventInvokeConfig", "lambda:RemovePermission", "lambda:TagResource",
        "lambda:UntagResource", "lambda:UpdateAlias", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
        "lambda:UpdateFunctionEventInvokeConfig",
      ]
      resources = local.stack_arns.functions
    }

    # Only services may invoke a function, never another account.
    FunctionCallers = {
      actions    = ["lambda:AddPermission"]
      resources  = local.stack_arns.functions
      conditions = { StringEquals = { "lambda:Principal" = ["apigateway.amazonaws.com", "events.amazonaws.com"] } }
    }

    Logs = {
      actions   = concat(local.log_actions, ["logs:CreateLogGroup", "logs:TagLogGroup", "logs:TagResource"])
      resources = local.stack_arns.logs
    }

    # API Gateway names these after the ID of an API, so they are matched by tag.
    ExecutionLogs = { actions = local.log_actions, resources = local.stack_arns.execution_logs, conditions = local.resource_tag_condition }

    TaggedExecutionLogs = { actions = ["logs:CreateLogGroup", "logs:TagLogGroup", "logs:TagResource"], resources = local.stack_arns.execution_logs, conditions = local.tagging_condition }

    Machines = {
      actions   = ["states:CreateStateMachine", "states:DeleteStateMachine", "states:TagResource", "states:UntagResource", "states:UpdateStateMachine"]
      resources = local.stack_arns.machines
    }

    Topics = {
      actions = [
        "sns:CreateTopic", "sns:DeleteTopic", "sns:SetSubscriptionAttributes", "sns:SetTopicAttributes", "sns:Subscribe",
        "sns:TagResource", "sns:Unsubscribe", "sns:UntagResource",
      ]
      resources = local.stack_arns.topics
    }

    # No resource-level permissions: log delivery of API stages and web ACLs, and saved queries.
    Everywhere = {
      actions = [
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DeleteQueryDefinition", "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutQueryDefinition", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
      ]
      resources = ["*"]
    }
  }

  write_edge = {
    Apis = {
      actions    = ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT", "apigateway:SetWebACL", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"]
      resources  = local.apis.resources
      conditions = local.resource_tag_condition
    }

    ApiAccount = { actions = ["apigateway:PATCH"], resources = [local.apis.account] }
    ApiTags    = { actions = ["apigateway:PUT"], resources = [local.apis.tags], conditions = local.tagging_condition }
    ApiUntags  = { actions = ["apigateway:DELETE"], resources = [local.apis.tags], conditions = local.resource_tag_condition }
    NewApis    = { actions = ["apigateway:POST"], resources = local.apis.collections, conditions = local.request_tag_condition }

    # Distributions are matched by tag, viewer functions by name. The other two have neither.
    Distributions = {
      actions = [
        "cloudfront:AllowVendedLogDeliveryForResource", "cloudfront:CreateInvalidation", "cloudfront:DeleteDistribution",
        "cloudfront:UntagResource", "cloudfront:UpdateDistribution",
      ]
      resources  = local.stack_arns.distributions
      conditions = local.resource_tag_condition
    }

    NewDistributions    = { actions = ["cloudfront:CreateDistribution"], resources = local.stack_arns.distributions, conditions = local.request_tag_condition }
    TaggedDistributions = { actions = ["cloudfront:TagResource"], resources = local.stack_arns.distributions, conditions = local.tagging_condition }

    EdgeSettings = {
      actions = [
        "cloudfront:CreateOriginAccessControl", "cloudfront:CreateResponseHeadersPolicy", "cloudfront:DeleteOriginAccessControl",
        "cloudfront:DeleteResponseHeadersPolicy", "cloudfront:UpdateOriginAccessControl", "cloudfront:UpdateResponseHeadersPolicy",
      ]
      resources = ["${local.cloudfront}:origin-access-control/*", "${local.cloudfront}:response-headers-policy/*"]
    }

    ViewerFunctions = {
      actions   = ["cloudfront:CreateFunction", "cloudfront:DeleteFunction", "cloudfront:PublishFunction", "cloudfront:UpdateFunction"]
      resources = local.stack_arns.viewer_functions
    }

    Firewalls = {
      actions = [
        "wafv2:AssociateWebACL", "wafv2:CreateWebACL", "wafv2:DeleteLoggingConfiguration", "wafv2:DeleteWebACL",
        "wafv2:DisassociateWebACL", "wafv2:PutLoggingConfiguration", "wafv2:TagResource", "wafv2:UntagResource", "wafv2:UpdateWebACL",
      ]
      resources = local.stack_arns.firewalls
    }

    FirewallRules      = { actions = ["wafv2:CreateWebACL", "wafv2:UpdateWebACL"], resources = local.stack_arns.managed_rules }
    Certificates       = { actions = ["acm:DeleteCertificate", "acm:RemoveTagsFromCertificate"], resources = local.stack_arns.certificates, conditions = local.resource_tag_condition }
    NewCertificates    = { actions = ["acm:RequestCertificate"], resources = local.stack_arns.certificates, conditions = local.request_tag_condition }
    TaggedCertificates = { actions = ["acm:AddTagsToCertificate"], resources = local.stack_arns.certificates, conditions = local.tagging_condition }
    Zones              = { actions = ["route53:ChangeResourceRecordSets"], resources = local.stack_arns.zones }
  }

  log_actions = [
    "logs:AssociateKmsKey", "logs:DeleteLogGroup", "logs:DeleteMetricFilter", "logs:DeleteRetentionPolicy",
    "logs:DisassociateKmsKey", "logs:PutMetricFilter", "logs:PutRetentionPolicy", "logs:UntagResource",
  ]

  # The deploy role may create and change only roles with the boundary. Otherwise it could give itself any permission through
  # a new role.
  write_roles = {
    BoundedRoles = {
      actions    = ["iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"]
      resources  = local.stack_arns.roles
      conditions = { StringEquals = { "iam:PermissionsBoundary" = local.workload_boundary_arn } }
    }

    LogsOfApis = {
      actions   = ["iam:AttachRolePolicy"]
      resources = local.stack_arns.roles
      conditions = {
        StringEquals = { "iam:PermissionsBoundary" = local.workload_boundary_arn }
        ArnEquals    = { "iam:PolicyARN" = "${local.arn}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs" }
      }
    }

    # IAM offers no condition on the boundary for these. A role without the boundary was not created by this role.
    Roles = {
      actions   = ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateRole", "iam:UpdateRoleDescription"]
      resources = local.stack_arns.roles
    }

    # The trust of a role can change only if its tags show that it is the stack's.
    RoleTrust = { actions = ["iam:UpdateAssumeRolePolicy"], resources = local.stack_arns.roles, conditions = local.resource_tag_condition }

    PassRoles = {
      actions   = ["iam:PassRole"]
      resources = local.stack_arns.roles
      conditions = {
        StringEquals = { "iam:PassedToService" = [for service in ["apigateway", "events", "lambda", "states"] : "${service}.amazonaws.com"] }
      }
    }

    ServiceRoles = {
      actions    = ["iam:CreateServiceLinkedRole"]
      resources  = ["${local.iam}:role/aws-service-role/*"]
      conditions = { StringEquals = { "iam:AWSServiceName" = ["ops.apigateway.amazonaws.com", "wafv2.amazonaws.com"] } }
    }
  }
}
