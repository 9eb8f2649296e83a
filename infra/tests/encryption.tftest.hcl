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
      arn       = "arn:aws:lambda:eu-west-1:123456789012:function:get"
      role_arn  = "arn:aws:iam::123456789012:role/get"
      table_use = "read"
    }
    log-event = {
      arn       = "arn:aws:lambda:eu-west-1:123456789012:function:log"
      role_arn  = "arn:aws:iam::123456789012:role/log"
      table_use = "write"
    }
    validate-id = {
      arn       = "arn:aws:lambda:eu-west-1:123456789012:function:validate"
      role_arn  = "arn:aws:iam::123456789012:role/validate"
      table_use = "nothing"
    }
  }
  log_group_arns    = ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/customer-ids-test-*"]
  rule_arns         = ["arn:aws:events:eu-west-1:123456789012:rule/submitted"]
  alarm_arns        = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:customer-ids-test-*"]
  distribution_arns = ["arn:aws:cloudfront::123456789012:distribution/*"]
}

run "renews_the_key_and_lets_each_use_it_for_what_is_ours_alone" {
  command = plan

  module {
    source = "./modules/encryption"
  }

  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30 && aws_kms_alias.this.name == "alias/customer-ids-test"
    error_message = "The key is renewed each year, has 30 days to be saved in, and is found by name."
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
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnEquals    = { "aws:SourceArn" = ["arn:aws:events:eu-west-1:123456789012:rule/submitted"] }
      }]
      Alarms = [{ Service = "cloudwatch.amazonaws.com" }, ["kms:Decrypt", "kms:GenerateDataKey*"], {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:customer-ids-test-*"] }
      }]
      Page = [{ Service = "cloudfront.amazonaws.com" }, ["kms:Decrypt"], {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = ["arn:aws:cloudfront::123456789012:distribution/*"] }
      }]
    }
    error_message = "Somebody may do more or less with the key than they should: ${aws_kms_key.this.policy}"
  }
}

run "lets_nobody_use_a_key_who_has_nothing_to_encrypt" {
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
    error_message = "A key for logs alone is for logs alone."
  }
}

run "encrypts_everything_with_the_one_key_when_told" {
  command = plan

  variables {
    enable_kms = true
  }

  assert {
    condition     = local.table_use == { put-customer-id = "write", get-customer-id = "read", delete-customer-id = "write", list-customer-ids = "read", submit-customer-ids = "write", get-submission = "read", list-submissions = "read", validate-id = "nothing", add-to-table = "write", log-event = "write" }
    error_message = "A function uses the key as it uses its tables: ${jsonencode(local.table_use)}"
  }
}
