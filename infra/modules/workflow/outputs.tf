output "dead_letter_queue_url" {
  description = "Queue of the events that no target took."
  value       = aws_sqs_queue.dead_letters.url
}

output "failure_queue_url" {
  description = "Queue of the executions that did not succeed."
  value       = aws_sqs_queue.failures.url
}

output "monitored" {
  description = "What alarms and dashboard look at, each by the dimensions under which AWS counts it."
  value = {
    state_machine_arn = local.state_machine.arn
    log_group         = aws_cloudwatch_log_group.workflow.name
    functions         = local.invoked_functions
    queues            = { for key, queue in local.queues : key => queue.name }
    rules = {
      submitted    = { EventBusName = var.event_bus.name, RuleName = aws_cloudwatch_event_rule.submitted.name }
      unsuccessful = { RuleName = aws_cloudwatch_event_rule.unsuccessful.name }
    }
  }
}

output "rule_arns" {
  description = "ARNs of the rules that send events to queues."
  value       = [local.submitted_rule.arn, local.unsuccessful_rule.arn]
}

output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = local.state_machine.arn
}
