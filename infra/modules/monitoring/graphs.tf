# What the dashboard draws, each line as CloudWatch wants it: namespace, name, dimensions, and how to draw it.

locals {
  api_line = { for name in ["Count", "4XXError", "5XXError", "Latency"] : name => ["AWS/ApiGateway", name, "ApiName", var.api.name, "Stage", var.api.stage] }

  api_graphs = [
    {
      title = "Requests"
      metrics = [
        concat(local.api_line["Count"], [{ stat = "Sum", label = "all" }]),
        concat(local.api_line["4XXError"], [{ stat = "Sum", label = "4xx" }]),
        [var.metrics_namespace, local.throttled_metric, { stat = "Sum", label = "429" }],
        concat(local.api_line["5XXError"], [{ stat = "Sum", label = "5xx" }]),
      ]
    },
    {
      title   = "Latency in milliseconds"
      metrics = [for stat in ["p50", "p90", "p99"] : concat(local.api_line["Latency"], [{ stat = stat, label = stat }])]
    },
    {
      title   = "Where it hurts: what our own code could not do"
      metrics = [for name in ["Unavailable", "OutcomeUnknown", "InternalError", "Failed"] : [local.own_line[name]]]
    },
    {
      title   = "Customer IDs"
      metrics = [for name in ["Added", "Existing", "Deleted", "Invalid", "NotFound", "PreconditionFailed"] : [local.own_line[name]]]
    },
  ]

  # Every function writes its own; the sum over all is what matters here.
  own_line = {
    for name in ["Added", "Deleted", "Existing", "Failed", "InternalError", "Invalid", "NotFound", "OutcomeUnknown", "PreconditionFailed", "Unavailable"] :
    name => { label = name, expression = "SUM(SEARCH('{${var.metrics_namespace},service} MetricName=\"${name}\"', 'Sum'))" }
  }

  function_graphs = [
    {
      title = "Where it hurts: crashes, time-outs and throws by function"
      metrics = concat(
        [for name, function in var.functions : ["AWS/Lambda", "Errors", "FunctionName", function.function_name, { stat = "Sum", label = name }]],
        [["AWS/Lambda", "Throttles", { stat = "Sum", label = "throttles in the account" }]],
      )
    },
    {
      title   = "Duration of functions in milliseconds, p99"
      metrics = [for name, function in var.functions : ["AWS/Lambda", "Duration", "FunctionName", function.function_name, { stat = "p99", label = name }]]
    },
  ]

  workflow_graphs = [
    {
      title = "Executions of the workflow"
      metrics = [
        for name in ["ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled"] :
        ["AWS/States", name, "StateMachineArn", var.workflow.state_machine_arn, { stat = "Sum" }]
      ]
    },
    {
      title = "Submissions: milliseconds from receipt to result"
      metrics = [
        for stat in ["p50", "p90", "Maximum"] : [var.metrics_namespace, "CompletionMillis", "service", "log-event", { stat = stat, label = stat }]
      ]
    },
    {
      title = "Where it hurts: messages in the queues of failures"
      metrics = [
        for queue, name in var.workflow.queues : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name, { stat = "Maximum", label = name }]
      ]
    },
  ]
}
