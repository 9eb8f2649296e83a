mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

variables {
  name         = "customer-ids-test"
  account      = "123456789012"
  region       = "eu-west-1"
  dns_suffix   = "amazonaws.com"
  arn_prefixes = { iam = "arn:aws:iam::123456789012", kms = "arn:aws:kms:eu-west-1:123456789012" }
  functions = {
    get-customer-id = {
      arn            = "arn:aws:lambda:eu-west-1:123456789012:function:get"
      role_arn       = "arn:aws:iam::123456789012:role/get"
      table_access   = "read"
      sends_messages = false
    }
    log-event = {
      arn            = "arn:aws:lambda:eu-west-1:123456789012:function:log"
      role_arn       = "arn:aws:iam::123456789012:role/log"
      table_access   = "write"
      sends_messages = true
    }
    validate-id = {
      arn            = "arn:aws:lambda:eu-west-1:123456789012:function:validate"
      role_arn       = "arn:aws:iam::123456789012:role/validate"
      table_access   = "none"
      sends_messages = false
    }
  }
  log_group_arns    = ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/customer-ids-test-*"]
  rule_arns         = ["arn:aws:events:eu-west-1:123456789012:rule/submitted"]
  alarm_arns        = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:customer-ids-test-*"]
  distribution_arns = ["arn:aws:cloudfront::123456789012:distribution/*"]
}

run "rotates_the_key_and_limits_each_principal_to_its_purpose" {
  command = plan

  module {
    source = "./modules/encryption"
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30 && aws_kms_alias.this.name == "alias/customer-ids-test"
    error_message = "The key must rotate, have a deletion window of 30 days, and have an alias."
  }

  assert {
    condition = {
      for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Sid => [statement.Principal, statement.Action, try(statement.Condition, null)]
      } == {
      Administer = [{ AWS = "arn:aws:iam::123456789012:root" }, ["kms:*"], null]
      ReadTables = [{ AWS = "*" }, ["kms:Decrypt"], {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:ViaService" = "dynamodb.eu-west-1.amazonaws.com" }
        ArnEquals    = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/get"] }
      }]
      WriteTables = [{ AWS = "*" }, ["kms:Decrypt", "kms:GenerateDataKey"], {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:ViaService" = "dynamodb.eu-west-1.amazonaws.com" }
        ArnEquals    = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/log"] }
      }]
      SendMessages = [{ AWS = "*" }, ["kms:Decrypt", "kms:GenerateDataKey"], {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:ViaService" = "sqs.eu-west-1.amazonaws.com" }
        ArnEquals    = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/log"] }
      }]
      EnvironmentGetCustomerId = [{ AWS = "*" }, ["kms:Decrypt"], {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-west-1:123456789012:function:get" }
        ArnEquals    = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/get" }
      }]
      EnvironmentLogEvent = [{ AWS = "*" }, ["kms:Decrypt"], {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-west-1:123456789012:function:log" }
        ArnEquals    = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/log" }
      }]
      EnvironmentValidateId = [{ AWS = "*" }, ["kms:Decrypt"], {
        StringEquals = { "kms:CallerAccount" = "123456789012", "kms:EncryptionContext:aws:lambda:FunctionArn" = "arn:aws:lambda:eu-west-1:123456789012:function:validate" }
        ArnEquals    = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/validate" }
      }]
      Logs = [{ Service = "logs.eu-west-1.amazonaws.com" }, ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], {
        ArnLike = { "kms:EncryptionContext:aws:logs:arn" = ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/customer-ids-test-*"] }
      }]
      Events = [{ Service = "events.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey"], {
        ArnEquals = { "aws:SourceArn" = ["arn:aws:events:eu-west-1:123456789012:rule/submitted"] }
      }]
      Alarms = [{ Service = "cloudwatch.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey*"], {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:customer-ids-test-*"] }
      }]
      Site = [{ Service = "cloudfront.amazonaws.com" }, ["kms:Decrypt"], {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = ["arn:aws:cloudfront::123456789012:distribution/*"] }
      }]
    }
    error_message = "Unexpected key policy: ${aws_kms_key.this.policy}"
  }
}

run "grants_no_access_to_principals_without_encrypted_resources" {
  command = plan

  module {
    source = "./modules/encryption"
  }

  variables {
    functions         = {}
    rule_arns         = []
    alarm_arns        = []
    distribution_arns = []
  }

  assert {
    condition     = [for statement in jsondecode(aws_kms_key.this.policy).Statement : statement.Sid] == ["Administer", "Logs"]
    error_message = "A key for logs must grant access only to administrators and CloudWatch Logs."
  }
}

run "derives_key_access_from_the_table_permissions_of_each_function" {
  command = plan

  variables {
    enable_kms = true
  }

  assert {
    condition     = local.table_access == { put-customer-id = "write", get-customer-id = "read", delete-customer-id = "write", list-customer-ids = "read", look-up-customer-ids = "read", submit-customer-ids = "write", retry-submission = "write", get-submission = "read", list-submissions = "read", get-client = "none", validate-id = "write", add-to-table = "write", delete-from-table = "write", log-event = "write" }
    error_message = "Unexpected table access: ${jsonencode(local.table_access)}"
  }
}
