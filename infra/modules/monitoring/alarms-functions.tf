locals {
  function_dimensions = { for name, function in var.functions : name => { FunctionName = function.function_name } }

  # docs/adr/0006-alarms-chosen-by-cost.md explains why functions have no alarms on duration, and share one on throttles.
  function_alarms = merge(
    {
      for name in keys(var.functions) : "function-errors-${name}" => {
        runbook        = "function-errors"
        description    = "The function ${name} crashed, timed out or threw an error at least 3 times within 5 minutes."
        metrics        = { errors = { namespace = "AWS/Lambda", metric_name = "Errors", dimensions = local.function_dimensions[name], stat = "Sum" } }
        threshold      = 3
        period_minutes = 5
      }
    },
    {
      destination-failures = {
        runbook        = "destination-failures"
        description    = "Lambda dropped at least one event that ${var.workflow.failure_logger} did not process, because it could not send it to the dead-letter queue."
        metrics        = { failures = { namespace = "AWS/Lambda", metric_name = "DestinationDeliveryFailures", dimensions = { FunctionName = var.workflow.failure_logger }, stat = "Sum" } }
        threshold      = 1
        period_minutes = 5
      }

      functions-throttled = {
        runbook        = "functions-throttled"
        description    = "Lambda throttled at least 10 invocations in this account and region within 5 minutes."
        metrics        = { throttles = { namespace = "AWS/Lambda", metric_name = "Throttles", dimensions = {}, stat = "Sum" } }
        threshold      = 10
        period_minutes = 5
      }
    },
  )
}
