mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name               = "get-customer-id"
  function_name      = "customer-ids-test-get-customer-id"
  bundle             = "../functions/dist/get-customer-id.zip"
  runtime            = "nodejs22.x"
  environment        = { CUSTOMER_IDS_TABLE = "customer_ids_test" }
  log_retention_days = 30
  metrics_namespace  = "CustomerIds"
  arn_prefixes       = { iam = "arn:aws:iam::123456789012", logs = "arn:aws:logs:eu-west-1:123456789012" }
  permissions = {
    CustomerIds = { actions = ["dynamodb:GetItem"], resources = ["arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_test"] }
    Publish = {
      actions    = ["events:PutEvents"]
      resources  = ["arn:aws:events:eu-west-1:123456789012:event-bus/test"]
      conditions = { StringEquals = { "events:source" = "customer-ids.api" } }
    }
  }
}

run "creates_a_function_with_a_dedicated_least_privilege_role_log_group_and_alias" {
  command = plan

  module {
    source = "./modules/functions"
  }

  assert {
    condition = jsonencode(jsondecode(aws_iam_role_policy.this.policy).Statement) == jsonencode([
      {
        Sid      = "WriteOwnLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/customer-ids-test-get-customer-id:*"]
      },
      { Sid = "SendTraces", Effect = "Allow", Action = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource = ["*"] },
      {
        Sid      = "CustomerIds", Effect = "Allow", Action = ["dynamodb:GetItem"]
        Resource = ["arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_test"]
      },
      {
        Sid       = "Publish", Effect = "Allow", Action = ["events:PutEvents"]
        Resource  = ["arn:aws:events:eu-west-1:123456789012:event-bus/test"]
        Condition = { StringEquals = { "events:source" = "customer-ids.api" } }
      },
    ])
    error_message = "Unexpected permissions of the role: ${aws_iam_role_policy.this.policy}"
  }

  assert {
    condition     = aws_iam_role_policy.this.role == aws_iam_role.this.name && endswith(aws_lambda_function.this.role, ":role/${aws_iam_role.this.name}")
    error_message = "The policy must be attached to the role of the function."
  }

  assert {
    condition     = jsondecode(aws_iam_role.this.assume_role_policy).Statement[0].Principal == { Service = "lambda.amazonaws.com" }
    error_message = "Only Lambda may assume the role."
  }

  assert {
    condition     = aws_cloudwatch_log_group.this.name == "/aws/lambda/customer-ids-test-get-customer-id" && aws_cloudwatch_log_group.this.retention_in_days == 30
    error_message = "The log group must be named after the function and have a retention."
  }

  assert {
    condition     = jsonencode([for logging in aws_lambda_function.this.logging_config : [logging.log_format, logging.log_group]]) == jsonencode([["JSON", "/aws/lambda/customer-ids-test-get-customer-id"]])
    error_message = "The function must write JSON to its own log group."
  }

  assert {
    condition     = aws_lambda_function.this.tracing_config[0].mode == "Active"
    error_message = "X-Ray tracing must be active."
  }

  assert {
    condition     = aws_lambda_function.this.publish && aws_lambda_alias.live.name == "live" && aws_lambda_alias.live.function_name == "customer-ids-test-get-customer-id"
    error_message = "Each deploy must publish a version, and the alias live must point to one."
  }

  assert {
    condition = jsonencode({
      architectures = aws_lambda_function.this.architectures
      handler       = aws_lambda_function.this.handler
      memory        = aws_lambda_function.this.memory_size
      timeout       = aws_lambda_function.this.timeout
      concurrency   = aws_lambda_function.this.reserved_concurrent_executions
    }) == jsonencode({ architectures = ["arm64"], handler = "index.handler", memory = 256, timeout = 8, concurrency = null })
    error_message = "The defaults must be arm64, 256 MB, a timeout of 8 seconds and no reserved concurrency."
  }

  assert {
    condition = aws_lambda_function.this.environment[0].variables == tomap({
      CUSTOMER_IDS_TABLE           = "customer_ids_test"
      POWERTOOLS_SERVICE_NAME      = "get-customer-id"
      POWERTOOLS_METRICS_NAMESPACE = "CustomerIds"
    })
    error_message = "The environment must contain the given variables, the service name and the metrics namespace."
  }
}

run "rejects_a_timeout_that_outlives_the_caller" {
  command = plan

  module {
    source = "./modules/functions"
  }

  variables {
    timeout_seconds = 10
  }

  expect_failures = [var.timeout_seconds]
}
