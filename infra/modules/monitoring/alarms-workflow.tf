locals {
  queue_age_days_max = 7

  queue_alarms = merge(
    {
      for queue, name in var.workflow.queues : "queue-depth-${replace(queue, "_", "-")}" => {
        runbook     = "queue-depth"
        description = "The queue ${name} contains at least one message, and each message is a submission that was not processed."
        metrics = {
          depth = { namespace = "AWS/SQS", metric_name = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = name }, stat = "Maximum" }
        }
        threshold      = 1
        period_minutes = 5
      }
    },
    {
      for queue, name in var.workflow.queues : "queue-age-${replace(queue, "_", "-")}" => {
        runbook     = "queue-age"
        description = "The oldest message in the queue ${name} is at least ${local.queue_age_days_max} days old; SQS deletes messages after 14 days."
        metrics = {
          age = { namespace = "AWS/SQS", metric_name = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = name }, stat = "Maximum" }
        }
        threshold      = local.queue_age_days_max * 24 * 60 * 60
        period_minutes = 5
      }
    },
  )

  execution_dimensions = { StateMachineArn = var.workflow.state_machine_arn }

  execution_alarms = {
    for key, alarm in {
      executions-failed    = { metric = "ExecutionsFailed", runbook = "executions-unsuccessful", description = "failed" }
      executions-timed-out = { metric = "ExecutionsTimedOut", runbook = "executions-unsuccessful", description = "timed out" }
      executions-aborted   = { metric = "ExecutionsAborted", runbook = "executions-unsuccessful", description = "was aborted" }
      executions-throttled = { metric = "ExecutionThrottled", runbook = "executions-throttled", description = "was throttled" }
      } : key => {
      runbook        = alarm.runbook
      description    = "At least one workflow execution ${alarm.description} within 5 minutes."
      metrics        = { executions = { namespace = "AWS/States", metric_name = alarm.metric, dimensions = local.execution_dimensions, stat = "Sum" } }
      threshold      = 1
      period_minutes = 5
    }
  }

  rule_alarms = merge(
    {
      for rule, dimensions in var.workflow.rules : "rule-failures-${rule}" => {
        runbook        = "rule-failures"
        description    = "EventBridge could not deliver at least one event to a target of the rule ${dimensions.RuleName} and moved it to the dead-letter queue."
        metrics        = { failures = { namespace = "AWS/Events", metric_name = "FailedInvocations", dimensions = dimensions, stat = "Sum" } }
        threshold      = 1
        period_minutes = 5
      }
    },
    {
      for rule, dimensions in var.workflow.rules : "rule-losses-${rule}" => {
        runbook        = "rule-losses"
        description    = "EventBridge dropped at least one event of the rule ${dimensions.RuleName} because it could reach neither the target nor the dead-letter queue."
        metrics        = { losses = { namespace = "AWS/Events", metric_name = "InvocationsFailedToBeSentToDlq", dimensions = dimensions, stat = "Sum" } }
        threshold      = 1
        period_minutes = 5
      }
    },
  )

  # From metrics that log-event writes: the outcome and the time as the submitter sees them.
  submission_alarms = {
    submissions-failed = {
      runbook     = "submissions-failed"
      description = "At least one submission ended with status failed within 5 minutes."
      metrics = {
        failed = { namespace = var.metrics_namespace, metric_name = "Failed", dimensions = { service = "log-event" }, stat = "Sum" }
      }
      threshold      = 1
      period_minutes = 5
    }

    submissions-slow = {
      runbook     = "submissions-slow"
      description = "The p90 time from receipt to result of a submission was 60 seconds or more for 10 of the last 15 minutes."
      metrics = {
        completion = { namespace = var.metrics_namespace, metric_name = "CompletionMillis", dimensions = { service = "log-event" }, stat = "p90" }
      }
      threshold           = 60000
      period_minutes      = 5
      datapoints_to_alarm = 2
      evaluation_periods  = 3
    }
  }
}
