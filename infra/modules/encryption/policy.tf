# The key policy grants all access, so IAM roles of the stack need no KMS permissions. Administrators get theirs through
# IAM, enabled by the Administer statement.

locals {
  # In a key policy, "*" means this key.
  this_key = "*"

  # Without this statement, a mistake below would lock out even the account root user.
  administer = {
    Sid       = "Administer"
    Effect    = "Allow"
    Principal = { AWS = "${var.arn_prefixes.iam}:root" }
    Action    = ["kms:*"]
    Resource  = local.this_key
  }

  roles_by_access = { for function in var.functions : function.table_access => function.role_arn... }

  queue_senders = [for function in var.functions : function.role_arn if function.sends_messages]

  # Functions use the key only through DynamoDB and SQS, and to decrypt their own environment variables.
  function_statements = concat(
    [
      for sid, grant in {
        ReadTables   = { service = "dynamodb", roles = lookup(local.roles_by_access, "read", []), actions = ["kms:Decrypt"] }
        WriteTables  = { service = "dynamodb", roles = lookup(local.roles_by_access, "write", []), actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
        SendMessages = { service = "sqs", roles = local.queue_senders, actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
        } : {
        Sid       = sid
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = grant.actions
        Resource  = local.this_key
        Condition = {
          StringEquals = { "kms:CallerAccount" = var.account, "kms:ViaService" = "${grant.service}.${var.region}.${var.dns_suffix}" }
          ArnEquals    = { "aws:PrincipalArn" = grant.roles }
        }
      } if length(grant.roles) > 0
    ],
    [
      for name, function in var.functions : {
        Sid       = "Environment${replace(title(replace(name, "-", " ")), " ", "")}"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:Decrypt"]
        Resource  = local.this_key
        Condition = {
          StringEquals = { "kms:CallerAccount" = var.account, "kms:EncryptionContext:aws:lambda:FunctionArn" = function.arn }
          ArnEquals    = { "aws:PrincipalArn" = function.role_arn }
        }
      }
    ],
  )

  # AWS services may use the key only on behalf of resources of this stack.
  services = {
    Logs = {
      principal  = "logs.${var.region}.${var.dns_suffix}"
      actions    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      conditions = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = var.log_group_arns } }
      arns       = var.log_group_arns
    }

    # To send events to encrypted queues. EventBridge is not documented to send aws:SourceAccount with such a request; the rule
    # ARNs contain the account.
    Events = {
      principal  = "events.amazonaws.com"
      actions    = ["kms:Decrypt", "kms:GenerateDataKey"]
      conditions = { ArnEquals = { "aws:SourceArn" = var.rule_arns } }
      arns       = var.rule_arns
    }

    # To publish to the encrypted topic. With the AWS managed SNS key, notifications would be lost silently.
    Alarms = {
      principal  = "cloudwatch.amazonaws.com"
      actions    = ["kms:Decrypt", "kms:GenerateDataKey*"]
      conditions = { StringEquals = { "aws:SourceAccount" = var.account }, ArnLike = { "aws:SourceArn" = var.alarm_arns } }
      arns       = var.alarm_arns
    }

    # To read the site bucket. The exact distribution is in the bucket policy; naming it here would be a dependency cycle.
    Site = {
      principal  = "cloudfront.amazonaws.com"
      actions    = ["kms:Decrypt"]
      conditions = { StringEquals = { "aws:SourceAccount" = var.account }, ArnLike = { "aws:SourceArn" = var.distribution_arns } }
      arns       = var.distribution_arns
    }
  }

  service_statements = [
    for sid, service in local.services : {
      Sid       = sid
      Effect    = "Allow"
      Principal = { Service = service.principal }
      Action    = service.actions
      Resource  = local.this_key
      Condition = service.conditions
    } if length(service.arns) > 0
  ]
}
