# Every failed, timed-out or aborted execution goes to the failure queue for a redrive, and to log-event, which marks its
# submission as failed.

resource "aws_cloudwatch_event_rule" "unsuccessful" {
  name        = local.unsuccessful_rule.name
  description = "Workflow executions that failed, timed out or were aborted."

  event_pattern = jsonencode({
    source      = ["aws.states"]
    detail-type = ["Step Functions Execution Status Change"]
    detail = {
      stateMachineArn = [local.state_machine.arn]
      status          = ["FAILED", "TIMED_OUT", "ABORTED"]
    }
  })
}

resource "aws_cloudwatch_event_target" "failure_queue" {
  rule      = aws_cloudwatch_event_rule.unsuccessful.name
  target_id = "failure-queue"
  arn       = local.queues.failures.arn

  retry_policy {
    maximum_event_age_in_seconds = local.retry.maximum_event_age_in_seconds
    maximum_retry_attempts       = local.retry.maximum_retry_attempts
  }

  dead_letter_config {
    arn = local.queues.dead_letters.arn
  }

  depends_on = [aws_sqs_queue_policy.failures, aws_sqs_queue_policy.dead_letters]
}

resource "aws_cloudwatch_event_target" "log_event" {
  rule      = aws_cloudwatch_event_rule.unsuccessful.name
  target_id = "log-event"
  arn       = var.function_arns["log-event"]

  retry_policy {
    maximum_event_age_in_seconds = local.retry.maximum_event_age_in_seconds
    maximum_retry_attempts       = local.retry.maximum_retry_attempts
  }

  dead_letter_config {
    arn = local.queues.dead_letters.arn
  }

  depends_on = [aws_lambda_permission.log_event, aws_sqs_queue_policy.dead_letters]
}

# EventBridge only hands the event to Lambda: its retries and dead-letter queue do not apply when the function fails or is
# throttled. Lambda's do.
resource "aws_lambda_function_event_invoke_config" "log_event" {
  function_name                = var.failure_logger.function_name
  qualifier                    = var.failure_logger.alias
  maximum_event_age_in_seconds = 21600 # Lambda's maximum, for retries while the function is throttled.
  maximum_retry_attempts       = 2     # Lambda's maximum, for retries after the function failed.

  destination_config {
    on_failure {
      destination = local.queues.dead_letters.arn
    }
  }

  depends_on = [aws_sqs_queue.dead_letters]
}

resource "aws_lambda_permission" "log_event" {
  statement_id  = "unsuccessful-executions"
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
  function_name = var.failure_logger.function_name
  qualifier     = var.failure_logger.alias
  source_arn    = local.unsuccessful_rule.arn
}

resource "aws_sqs_queue" "failures" {
  name                      = local.queues.failures.name
  message_retention_seconds = local.queue_retention_seconds
  kms_master_key_id         = var.kms_key_arn
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = local.queues.dead_letters.name
  message_retention_seconds = local.queue_retention_seconds
  kms_master_key_id         = var.kms_key_arn
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
}

resource "aws_sqs_queue_policy" "failures" {
  queue_url = aws_sqs_queue.failures.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "UnsuccessfulExecutions"
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = { Service = "events.amazonaws.com" }
      Resource  = local.queues.failures.arn
      Condition = { ArnEquals = { "aws:SourceArn" = local.unsuccessful_rule.arn } }
    }]
  })
}

resource "aws_sqs_queue_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "UndeliveredEvents"
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = { Service = "events.amazonaws.com" }
      Resource  = local.queues.dead_letters.arn
      Condition = { ArnEquals = { "aws:SourceArn" = [local.submitted_rule.arn, local.unsuccessful_rule.arn] } }
    }]
  })
}
