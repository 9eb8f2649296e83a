mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                   = "customer-ids-test"
  account                = "123456789012"
  event_bus              = { name = "customer-ids-test", arn = "arn:aws:events:eu-west-1:123456789012:event-bus/customer-ids-test" }
  submitted              = { source = "customer-ids.api", detail_type = "CustomerIdsSubmitted" }
  definition_file        = "../statemachine/customer-id-submission.asl.json"
  failure_logger         = { function_name = "customer-ids-test-log-event", alias = "live" }
  archive_retention_days = 14
  include_execution_data = false
  log_retention_days     = 30
  function_arns = {
    for name in ["validate-id", "add-to-table", "delete-from-table", "log-event", "put-customer-id"] :
    name => "arn:aws:lambda:eu-west-1:123456789012:function:${name}:live"
  }
  arn_prefixes = {
    events = "arn:aws:events:eu-west-1:123456789012"
    iam    = "arn:aws:iam::123456789012"
    logs   = "arn:aws:logs:eu-west-1:123456789012"
    sqs    = "arn:aws:sqs:eu-west-1:123456789012"
    states = "arn:aws:states:eu-west-1:123456789012"
  }
}

run "starts_the_workflow_with_the_detail_of_the_event" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  assert {
    condition     = jsondecode(aws_cloudwatch_event_rule.submitted.event_pattern) == { source = ["customer-ids.api"], detail-type = ["CustomerIdsSubmitted"] }
    error_message = "The rule must match submissions by source and detail type."
  }

  assert {
    condition = (
      aws_cloudwatch_event_rule.submitted.event_bus_name == "customer-ids-test"
      && aws_cloudwatch_event_target.workflow.event_bus_name == "customer-ids-test"
      && aws_cloudwatch_event_target.workflow.arn == "arn:aws:states:eu-west-1:123456789012:stateMachine:${aws_sfn_state_machine.this.name}"
      && aws_cloudwatch_event_target.workflow.role_arn == "arn:aws:iam::123456789012:role/${aws_iam_role.start_workflow.name}"
    )
    error_message = "The rule must start the state machine with its dedicated role."
  }

  assert {
    condition     = aws_cloudwatch_event_target.workflow.input_path == "$.detail" && length(aws_cloudwatch_event_target.workflow.input_transformer) == 0
    error_message = "The input must be the detail of the event, without an input template: EventBridge does not escape values in it."
  }

  assert {
    condition     = aws_cloudwatch_event_archive.this.event_source_arn == var.event_bus.arn && aws_cloudwatch_event_archive.this.retention_days == 14
    error_message = "The archive must retain events for 14 days."
  }
}

run "stores_undeliverable_events_and_failed_executions_in_queues" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  assert {
    condition = jsonencode([
      for target in [aws_cloudwatch_event_target.workflow, aws_cloudwatch_event_target.failure_queue, aws_cloudwatch_event_target.log_event] :
      [target.retry_policy[0].maximum_event_age_in_seconds, target.retry_policy[0].maximum_retry_attempts, target.dead_letter_config[0].arn]
    ]) == jsonencode([for target in range(3) : [86400, 185, "arn:aws:sqs:eu-west-1:123456789012:customer-ids-test-dead-letters"]])
    error_message = "Each target must retry 185 times within 24 hours, then use the dead-letter queue."
  }

  assert {
    condition = jsonencode([for queue in [aws_sqs_queue.dead_letters, aws_sqs_queue.failures] :
      [queue.name, queue.message_retention_seconds, queue.sqs_managed_sse_enabled]]) == jsonencode([
      ["customer-ids-test-dead-letters", 1209600, true],
      ["customer-ids-test-failures", 1209600, true],
    ])
    error_message = "Both queues must be encrypted and retain messages for 14 days."
  }

  assert {
    condition = jsonencode([for queue in [aws_sqs_queue_policy.dead_letters, aws_sqs_queue_policy.failures] :
      [for statement in jsondecode(queue.policy).Statement : [statement.Effect, statement.Principal, statement.Action, statement.Resource, statement.Condition]]]) == jsonencode([
      [["Allow", { Service = "events.amazonaws.com" }, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:customer-ids-test-dead-letters", {
        ArnEquals          = { "aws:SourceArn" = [for rule in ["customer-ids-test/customer-ids-test-submitted", "customer-ids-test-unsuccessful"] : "arn:aws:events:eu-west-1:123456789012:rule/${rule}"] }
      }]],
      [["Allow", { Service = "events.amazonaws.com" }, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:customer-ids-test-failures", {
        ArnEquals          = { "aws:SourceArn" = "arn:aws:events:eu-west-1:123456789012:rule/customer-ids-test-unsuccessful" }
      }]],
    ])
    error_message = "Only the rules of this stack may send messages to the queues."
  }

  assert {
    condition = jsondecode(aws_cloudwatch_event_rule.unsuccessful.event_pattern) == {
      source      = ["aws.states"]
      detail-type = ["Step Functions Execution Status Change"]
      detail = {
        stateMachineArn = ["arn:aws:states:eu-west-1:123456789012:stateMachine:customer-ids-test"]
        status          = ["FAILED", "TIMED_OUT", "ABORTED"]
      }
    }
    error_message = "The rule must match failed, timed-out and aborted executions of this state machine."
  }

  assert {
    condition = (
      aws_cloudwatch_event_rule.unsuccessful.event_bus_name == null
      && aws_cloudwatch_event_target.failure_queue.arn == "arn:aws:sqs:eu-west-1:123456789012:customer-ids-test-failures"
      && aws_cloudwatch_event_target.log_event.arn == "arn:aws:lambda:eu-west-1:123456789012:function:log-event:live"
    )
    error_message = "The rule must be on the default bus and target the failure queue and log-event."
  }

  assert {
    condition = (
      aws_lambda_permission.log_event.principal == "events.amazonaws.com"
      && aws_lambda_permission.log_event.function_name == "customer-ids-test-log-event"
      && aws_lambda_permission.log_event.qualifier == "live"
      && aws_lambda_permission.log_event.source_arn == "arn:aws:events:eu-west-1:123456789012:rule/customer-ids-test-unsuccessful"
    )
    error_message = "Only this rule may invoke log-event, through its alias."
  }

  assert {
    condition = jsonencode([for config in [aws_lambda_function_event_invoke_config.log_event] : [
      config.function_name, config.qualifier, config.maximum_event_age_in_seconds, config.maximum_retry_attempts, config.destination_config[0].on_failure[0].destination,
    ]]) == jsonencode([["customer-ids-test-log-event", "live", 21600, 2, "arn:aws:sqs:eu-west-1:123456789012:customer-ids-test-dead-letters"]])
    error_message = "Events that log-event does not process in two retries or six hours must go to the dead-letter queue."
  }
}

run "invokes_the_functions_of_the_definition_and_logs_no_customer_ids" {
  command = plan

  module {
    source = "./modules/workflow"
  }

  assert {
    condition = { for name, state in jsondecode(aws_sfn_state_machine.this.definition).States : name => state.Resource if state.Type == "Task" } == {
      ValidateIds     = "arn:aws:lambda:eu-west-1:123456789012:function:validate-id:live"
      AddToTable      = "arn:aws:lambda:eu-west-1:123456789012:function:add-to-table:live"
      DeleteFromTable = "arn:aws:lambda:eu-west-1:123456789012:function:delete-from-table:live"
      LogEvent        = "arn:aws:lambda:eu-west-1:123456789012:function:log-event:live"
      LogFailure      = "arn:aws:lambda:eu-west-1:123456789012:function:log-event:live"
    }
    error_message = "Each state must invoke the function of its placeholder."
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.workflow.policy).Statement : [statement.Sid, statement.Action, statement.Resource]]) == jsonencode([
      ["InvokeSteps", ["lambda:InvokeFunction"], [for name in ["add-to-table", "delete-from-table", "log-event", "validate-id"] : var.function_arns[name]]],
      ["DeliverLogs", [
        "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
        "logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
      ], ["*"]],
      ["SendTraces", ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]],
    ])
    error_message = "Unexpected permissions of the workflow role: ${aws_iam_role_policy.workflow.policy}"
  }

  assert {
    condition = jsonencode([for statement in jsondecode(aws_iam_role_policy.start_workflow.policy).Statement : [statement.Action, statement.Resource]]) == jsonencode([
      [["states:StartExecution"], ["arn:aws:states:eu-west-1:123456789012:stateMachine:customer-ids-test"]]
    ])
    error_message = "The role of the rule may only start this state machine."
  }

  assert {
    condition = jsonencode([for role in [aws_iam_role.workflow, aws_iam_role.start_workflow] :
      [for statement in jsondecode(role.assume_role_policy).Statement : [statement.Principal.Service, statement.Condition.StringEquals]]]) == jsonencode([
      [["states.amazonaws.com", { "aws:SourceAccount" = "123456789012", "aws:SourceArn" = "arn:aws:states:eu-west-1:123456789012:stateMachine:customer-ids-test" }]],
      [["events.amazonaws.com", { "aws:SourceAccount" = "123456789012", "aws:SourceArn" = "arn:aws:events:eu-west-1:123456789012:rule/customer-ids-test/customer-ids-test-submitted" }]],
    ])
    error_message = "Each role may be assumed only by its service, on behalf of its resource."
  }

  assert {
    condition = jsonencode([for logging in aws_sfn_state_machine.this.logging_configuration : [logging.level, logging.include_execution_data, logging.log_destination]]) == jsonencode([
      ["ERROR", false, "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/customer-ids-test/workflow:*"]
    ])
    error_message = "The log must contain errors, without execution data."
  }

  assert {
    condition     = aws_cloudwatch_log_group.workflow.name == "/aws/vendedlogs/customer-ids-test/workflow" && aws_cloudwatch_log_group.workflow.retention_in_days == 30
    error_message = "The log group must have a retention."
  }

  assert {
    condition     = aws_sfn_state_machine.this.type == "STANDARD" && aws_sfn_state_machine.this.tracing_configuration[0].enabled
    error_message = "The state machine must be of type STANDARD with tracing enabled."
  }
}
