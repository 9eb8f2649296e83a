output "dead_letter_queue_arn" {
  description = "ARN of the SQS queue for events that could not be delivered."
  value       = local.queues.dead_letters.arn
}

output "dead_letter_queue_url" {
  description = "URL of the SQS queue for events that could not be delivered."
  value       = aws_sqs_queue.dead_letters.url
}

output "failure_queue_url" {
  description = "URL of the SQS queue for executions that failed, timed out or were aborted."
  value       = aws_sqs_queue.failures.url
}

output "monitoring" {
  description = "State machine, log group, function that marks failed submissions, queue names and rule dimensions, for the monitoring module."
  value = {
    state_machine_arn = local.state_machine.arn
    log_group         = aws_cloudwatch_log_group.workflow.name
    failure_logger    = var.failure_logger.function_name
    queues            = { for key, queue in local.queues : key => queue.name }
    rules = {
      submitted    = { EventBusName = var.event_bus.name, RuleName = aws_cloudwatch_event_rule.submitted.name }
      unsuccessful = { RuleName = aws_cloudwatch_event_rule.unsuccessful.name }
    }
  }
}

output "rule_arns" {
  description = "ARNs of the EventBridge rules that send events to queues."
  value       = [local.submitted_rule.arn, local.unsuccessful_rule.arn]
}

output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = local.state_machine.arn
}
