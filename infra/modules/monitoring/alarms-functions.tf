locals {
  function_dimensions = { for name, function in var.functions : name => { FunctionName = function.function_name } }

  # docs/adr/0006-alarms-chosen-by-cost.md says why not every function has all three.
  function_alarms = merge(
    {
      for name in keys(var.functions) : "function-errors-${name}" => {
        runbook  = "function-errors"
        says     = "${name} crashed, timed out or threw 3 times or more in 5 minutes. Read what it said with the saved query function-errors."
        metrics  = { errors = { namespace = "AWS/Lambda", name = "Errors", dimensions = local.function_dimensions[name], stat = "Sum" } }
        at_least = 3
        minutes  = 5
      }
    },
    {
      for name in var.workflow.functions : "function-duration-${name}" => {
        runbook  = "function-duration"
        says     = "${name} nears its time-out of ${var.functions[name].timeout_seconds} s: one run in a hundred took 80 % of it, in 10 of the last 15 minutes. See whether the store or the batches are to blame."
        metrics  = { duration = { namespace = "AWS/Lambda", name = "Duration", dimensions = local.function_dimensions[name], stat = "p99" } }
        at_least = var.functions[name].timeout_seconds * 1000 * 0.8
        minutes  = 5
        bad      = 2
        of       = 3
      }
    },
    {
      functions-throttled = {
        runbook  = "functions-throttled"
        says     = "Lambda turned away 10 or more invocations in this account in 5 minutes. See which function takes the concurrency of all."
        metrics  = { throttles = { namespace = "AWS/Lambda", name = "Throttles", dimensions = {}, stat = "Sum" } }
        at_least = 10
        minutes  = 5
      }
    },
  )
}
