locals {
  submitted_rule = {
    name = "${var.name}-submitted"
    arn  = "${var.arn_prefixes.events}:rule/${var.event_bus.name}/${var.name}-submitted"
  }

  # On the default bus, which receives the events of AWS services. ARNs of its rules contain no bus name.
  unsuccessful_rule = {
    name = "${var.name}-unsuccessful"
    arn  = "${var.arn_prefixes.events}:rule/${var.name}-unsuccessful"
  }

  state_machine = { name = var.name, arn = "${var.arn_prefixes.states}:stateMachine:${var.name}" }

  queues = {
    for key, name in { dead_letters = "${var.name}-dead-letters", failures = "${var.name}-failures" } :
    key => { name = name, arn = "${var.arn_prefixes.sqs}:${name}" }
  }

  # EventBridge's maximum: retries for 24 hours, then the dead-letter queue.
  retry = { maximum_event_age_in_seconds = 86400, maximum_retry_attempts = 185 }

  queue_retention_seconds = 14 * 24 * 60 * 60
}
