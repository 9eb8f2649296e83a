locals {
  queue_age_days_max = 7

  queue_alarms = merge(
    {
      for queue, name in var.workflow.queues : "queue-depth-${replace(queue, "_", "-")}" => {
        runbook = "queue-depth"
        says    = "The queue ${name} holds messages: each is a submission that went wrong. Read why, mend it, then run make redrive."
        metrics = {
          depth = { namespace = "AWS/SQS", name = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = name }, stat = "Maximum" }
        }
        at_least = 1
        minutes  = 5
      }
    },
    {
      for queue, name in var.workflow.queues : "queue-age-${replace(queue, "_", "-")}" => {
        runbook = "queue-age"
        says    = "A message has been in the queue ${name} for ${local.queue_age_days_max} days, and is lost after 14. Run make redrive, or decide that it may go."
        metrics = {
          age = { namespace = "AWS/SQS", name = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = name }, stat = "Maximum" }
        }
        at_least = local.queue_age_days_max * 24 * 60 * 60
        minutes  = 5
      }
    },
  )

  execution_dimensions = { StateMachineArn = var.workflow.state_machine_arn }

  execution_alarms = {
    for key, alarm in {
      executions-failed    = { metric = "ExecutionsFailed", runbook = "executions-unsuccessful", what = "failed" }
      executions-timed-out = { metric = "ExecutionsTimedOut", runbook = "executions-unsuccessful", what = "took longer than it may" }
      executions-aborted   = { metric = "ExecutionsAborted", runbook = "executions-unsuccessful", what = "was stopped by somebody" }
      executions-throttled = { metric = "ExecutionThrottled", runbook = "executions-throttled", what = "was slowed down by AWS" }
      } : key => {
      runbook  = alarm.runbook
      says     = "An execution of the workflow ${alarm.what} in the last 5 minutes. Look it up in the console of Step Functions."
      metrics  = { executions = { namespace = "AWS/States", name = alarm.metric, dimensions = local.execution_dimensions, stat = "Sum" } }
      at_least = 1
      minutes  = 5
    }
  }

  rule_alarms = merge(
    {
      for rule, dimensions in var.workflow.rules : "rule-failures-${rule}" => {
        runbook  = "rule-failures"
        says     = "EventBridge gave up on a target of the rule ${dimensions.RuleName}. The event is in the dead-letter queue: its attributes tell which target refused, and why."
        metrics  = { failures = { namespace = "AWS/Events", name = "FailedInvocations", dimensions = dimensions, stat = "Sum" } }
        at_least = 1
        minutes  = 5
      }
    },
    {
      for rule, dimensions in var.workflow.rules : "rule-losses-${rule}" => {
        runbook  = "rule-losses"
        says     = "EventBridge lost an event of the rule ${dimensions.RuleName}: no target took it, and neither did the dead-letter queue. Mend the queue's policy, then replay the archive."
        metrics  = { losses = { namespace = "AWS/Events", name = "InvocationsFailedToBeSentToDlq", dimensions = dimensions, stat = "Sum" } }
        at_least = 1
        minutes  = 5
      }
    },
  )

  # What log-event counts itself, so what the sender of a submission sees.
  submission_alarms = {
    submissions-failed = {
      runbook = "submissions-failed"
      says    = "A submission ended as failed in the last 5 minutes. Follow it with the saved query one-submission, then run make redrive."
      metrics = {
        failed = { namespace = var.metrics_namespace, name = "Failed", dimensions = { service = "log-event" }, stat = "Sum" }
      }
      at_least = 1
      minutes  = 5
    }

    submissions-slow = {
      runbook = "submissions-slow"
      says    = "One submission in ten took a minute or longer from receipt to result, in 10 of the last 15 minutes. See whether steps are retried or executions wait."
      metrics = {
        completion = { namespace = var.metrics_namespace, name = "CompletionMillis", dimensions = { service = "log-event" }, stat = "p90" }
      }
      at_least = 60000
      minutes  = 5
      bad      = 2
      of       = 3
    }
  }
}
