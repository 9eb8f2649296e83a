# Dashboard graphs. Each line is a CloudWatch metric array: namespace, name, dimensions, rendering options.

locals {
  api_line = { for name in ["Count", "4XXError", "5XXError", "Latency"] : name => ["AWS/ApiGateway", name, "ApiName", var.api.name, "Stage", var.api.stage] }

  api_graphs = [
    {
      title = "API requests"
      metrics = [
        concat(local.api_line["Count"], [{ stat = "Sum", label = "all" }]),
        concat(local.api_line["4XXError"], [{ stat = "Sum", label = "4xx" }]),
        [var.metrics_namespace, local.throttled_metric, { stat = "Sum", label = "429" }],
        concat(local.api_line["5XXError"], [{ stat = "Sum", label = "5xx" }]),
      ]
    },
    {
      title   = "API latency (ms)"
      metrics = [for stat in ["p50", "p90", "p99"] : concat(local.api_line["Latency"], [{ stat = stat, label = stat }])]
    },
    {
      title   = "Application errors"
      metrics = [for name in ["Unavailable", "OutcomeUnknown", "InternalError", "Failed"] : [local.application_line[name]]]
    },
    {
      title   = "Customer IDs"
      metrics = [for name in ["Added", "Existing", "Deleted", "Invalid", "NotFound", "PreconditionFailed"] : [local.application_line[name]]]
    },
  ]

  # Each function publishes these metrics with its own service dimension; the search adds them up.
  application_line = {
    for name in ["Added", "Deleted", "Existing", "Failed", "InternalError", "Invalid", "NotFound", "OutcomeUnknown", "PreconditionFailed", "Unavailable"] :
    name => { label = name, expression = "SUM(SEARCH('{${var.metrics_namespace},service} MetricName=\"${name}\"', 'Sum'))" }
  }

  function_graphs = [
    {
      title = "Function errors and throttles"
      metrics = concat(
        [for name, function in var.functions : ["AWS/Lambda", "Errors", "FunctionName", function.function_name, { stat = "Sum", label = name }]],
        [["AWS/Lambda", "Throttles", { stat = "Sum", label = "throttles in this account" }]],
      )
    },
    {
      title   = "Function duration (p99, ms)"
      metrics = [for name, function in var.functions : ["AWS/Lambda", "Duration", "FunctionName", function.function_name, { stat = "p99", label = name }]]
    },
  ]

  workflow_graphs = [
    {
      title = "Workflow executions"
      metrics = [
        for name in ["ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled"] :
        ["AWS/States", name, "StateMachineArn", var.workflow.state_machine_arn, { stat = "Sum" }]
      ]
    },
    {
      title = "Submission time from receipt to result (ms)"
      metrics = [
        for stat in ["p50", "p90", "Maximum"] : [var.metrics_namespace, "CompletionMillis", "service", "log-event", { stat = stat, label = stat }]
      ]
    },
    {
      title = "Messages in the dead-letter and failure queues"
      metrics = [
        for queue, name in var.workflow.queues : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", name, { stat = "Maximum", label = name }]
      ]
    },
  ]
}
