output "dead_letter_queue_url" {
  description = "Queue of the events that no target took."
  value       = aws_sqs_queue.dead_letters.url
}

output "failure_queue_url" {
  description = "Queue of the executions that did not succeed."
  value       = aws_sqs_queue.failures.url
}

output "state_machine_arn" {
  description = "ARN of the state machine."
  value       = local.state_machine.arn
}
