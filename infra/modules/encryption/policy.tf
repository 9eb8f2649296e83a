# All of who may use the key, so that a plan shows every statement. Roles need no permission of their own, just as with
# the keys that AWS manages; whoever deploys or redrives has theirs from the account.

locals {
  # In the policy of a key, "*" is this one key.
  this_key = "*"

  # Without it a mistake below would lock everybody out, the account's owner too.
  administer = {
    Sid       = "Administer"
    Effect    = "Allow"
    Principal = { AWS = "${var.arn_prefixes.iam}:root" }
    Action    = ["kms:*"]
    Resource  = local.this_key
  }

  roles_by_use = { for function in var.functions : function.table_use => function.role_arn... }

  # A function reaches its tables through DynamoDB alone, and decrypts no environment but its own.
  function_statements = concat(
    [
      for sid, use in {
        ReadTables  = { roles = lookup(local.roles_by_use, "read", []), actions = ["kms:Decrypt"] }
        WriteTables = { roles = lookup(local.roles_by_use, "write", []), actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
        } : {
        Sid       = sid
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = use.actions
        Resource  = local.this_key
        Condition = {
          StringEquals = { "kms:CallerAccount" = var.account, "kms:ViaService" = "dynamodb.${var.region}.${var.dns_suffix}" }
          ArnEquals    = { "aws:PrincipalArn" = use.roles }
        }
      } if length(use.roles) > 0
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

  # A service uses the key for our resources alone, as far as it tells on whose behalf it comes.
  services = {
    Logs = {
      principal  = "logs.${var.region}.${var.dns_suffix}"
      actions    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      conditions = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = var.log_group_arns } }
      arns       = var.log_group_arns
    }

    # Into encrypted queues.
    Events = {
      principal  = "events.amazonaws.com"
      actions    = ["kms:Decrypt", "kms:GenerateDataKey"]
      conditions = { StringEquals = { "aws:SourceAccount" = var.account }, ArnEquals = { "aws:SourceArn" = var.rule_arns } }
      arns       = var.rule_arns
    }

    # Into the encrypted topic. With the key that AWS manages for topics, alarms would be lost without a word.
    Alarms = {
      principal  = "cloudwatch.amazonaws.com"
      actions    = ["kms:Decrypt", "kms:GenerateDataKey*"]
      conditions = { StringEquals = { "aws:SourceAccount" = var.account }, ArnLike = { "aws:SourceArn" = var.alarm_arns } }
      arns       = var.alarm_arns
    }

    # Out of the page's bucket, whose own policy names the one distribution: here its id would be a circle.
    Page = {
      principal  = "cloudfront.amazonaws.com"
      actions    = ["kms:Decrypt"]
      conditions = { StringEquals = { "aws:SourceAccount" = var.account }, ArnLike = { "aws:SourceArn" = var.distribution_arns } }
      arns       = var.distribution_arns
    }
  }

  service_statements = [
    for sid, use in local.services : {
      Sid       = sid
      Effect    = "Allow"
      Principal = { Service = use.principal }
      Action    = use.actions
      Resource  = local.this_key
      Condition = use.conditions
    } if length(use.arns) > 0
  ]
}
