# Additional permissions of a deploy, in three maps because of the size limit of IAM policies.

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

    Keys = {
      actions = [
        "kms:CreateAlias", "kms:CreateGrant", "kms:Decrypt", "kms:DeleteAlias", "kms:DisableKeyRotation", "kms:EnableKeyRotation",
        "kms:Encrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource",
        "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
      ]
      resources  = local.stack_arns.keys
      conditions = local.resource_tag_condition
    }

    KeyAliases = { actions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"], resources = local.stack_arns.key_aliases }
    NewKeys    = { actions = ["kms:CreateKey", "kms:TagResource"], resources = ["*"], conditions = local.request_tag_condition }

    Queues = {
      actions   = ["sqs:CreateQueue", "sqs:DeleteQueue", "sqs:SetQueueAttributes", "sqs:TagQueue", "sqs:UntagQueue"]
      resources = local.stack_arns.queues
    }

    State = { actions = ["s3:PutObject"], resources = ["${local.state_arn}/*"] }

    Tables = {
      actions = [
        "dynamodb:CreateTable", "dynamodb:DeleteTable", "dynamodb:TagResource", "dynamodb:UntagResource",
        "dynamodb:UpdateContinuousBackups", "dynamodb:UpdateTable", "dynamodb:UpdateTimeToLive",
      ]
      resources = local.stack_arns.tables
    }
  }

  write_services = {
    Alarms = {
      actions = [
        "cloudwatch:DeleteAlarms", "cloudwatch:DeleteDashboards", "cloudwatch:PutCompositeAlarm", "cloudwatch:PutDashboard",
        "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource",
      ]
      resources = local.stack_arns.alarms
    }

    Apis = {
      actions   = ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT", "apigateway:SetWebACL"]
      resources = local.stack_arns.apis
    }

    Certificates = {
      actions   = ["acm:AddTagsToCertificate", "acm:DeleteCertificate", "acm:RemoveTagsFromCertificate", "acm:RequestCertificate"]
      resources = local.stack_arns.certificates
    }

    Deliveries = {
      actions = [
        "logs:CreateDelivery", "logs:DeleteDelivery*", "logs:PutDeliveryDestination", "logs:PutDeliverySource",
        "logs:TagResource", "logs:UntagResource", "logs:UpdateDeliveryConfiguration",
      ]
      resources = local.stack_arns.deliveries
    }

    Edge = {
      actions = [
        "cloudfront:AllowVendedLogDeliveryForResource", "cloudfront:Create*", "cloudfront:Delete*", "cloudfront:PublishFunction",
        "cloudfront:TagResource", "cloudfront:UntagResource", "cloudfront:Update*",
      ]
      resources = local.stack_arns.edge
    }

    Events = {
      actions = [
        "events:CreateArchive", "events:CreateEventBus", "events:DeleteArchive", "events:DeleteEventBus", "events:DeleteRule",
        "events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:TagResource", "events:UntagResource",
        "events:UpdateArchive",
      ]
      resources = local.stack_arns.events
    }

    Firewalls = {
      actions = [
        "wafv2:AssociateWebACL", "wafv2:CreateWebACL", "wafv2:DeleteLoggingConfiguration", "wafv2:DeleteWebACL",
        "wafv2:DisassociateWebACL", "wafv2:PutLoggingConfiguration", "wafv2:TagResource", "wafv2:UntagResource", "wafv2:UpdateWebACL",
      ]
      resources = concat(local.stack_arns.firewalls, local.stack_arns.apis)
    }

    Functions = {
      actions = [
        "lambda:AddPermission", "lambda:CreateAlias", "lambda:CreateFunction", "lambda:DeleteAlias", "lambda:DeleteFunction",
        "lambda:DeleteFunctionConcurrency", "lambda:PublishVersion", "lambda:PutFunctionConcurrency", "lambda:RemovePermission",
        "lambda:TagResource", "lambda:UntagResource", "lambda:UpdateAlias", "lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration",
      ]
      resources = local.stack_arns.functions
    }

    Logs = {
      actions = [
        "logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteMetricFilter", "logs:DeleteRetentionPolicy",
        "logs:DisassociateKmsKey", "logs:PutMetricFilter", "logs:PutRetentionPolicy", "logs:TagLogGroup", "logs:TagResource", "logs:UntagResource",
      ]
      resources = local.stack_arns.logs
    }

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

    Zones = { actions = ["route53:ChangeResourceRecordSets"], resources = local.stack_arns.zones }

    # No resource-level permissions: log delivery of API stages and web ACLs, and saved queries.
    Everywhere = {
      actions = [
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DeleteQueryDefinition", "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutQueryDefinition", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
      ]
      resources = ["*"]
    }
  }

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

    Roles = {
      actions   = ["iam:DeleteRole", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"]
      resources = local.stack_arns.roles
    }

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
