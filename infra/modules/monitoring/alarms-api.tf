locals {
  api_dimensions = { ApiName = var.api.name, Stage = var.api.stage }

  api_metrics = {
    requests      = { namespace = "AWS/ApiGateway", name = "Count", dimensions = local.api_dimensions, stat = "Sum" }
    server_errors = { namespace = "AWS/ApiGateway", name = "5XXError", dimensions = local.api_dimensions, stat = "Sum" }
    latency       = { namespace = "AWS/ApiGateway", name = "Latency", dimensions = local.api_dimensions, stat = "p99" }
    throttled     = { namespace = var.metrics_namespace, name = local.throttled_metric, dimensions = {}, stat = "Sum" }

    lookups = {
      namespace  = "AWS/Lambda"
      name       = "Invocations"
      dimensions = { FunctionName = var.functions["get-customer-id"].function_name }
      stat       = "Sum"
    }

    misses = {
      namespace  = var.metrics_namespace
      name       = "NotFound"
      dimensions = { service = "get-customer-id" }
      stat       = "Sum"
    }
  }

  # A share of few requests says little, so each share asks for a number too.
  api_alarms = {
    api-server-errors = {
      runbook    = "api-server-errors"
      says       = "The API answered 1 % or more of its requests, at least 5, with a 5xx in 5 minutes. Find the operation and the error with the saved query failed-requests."
      metrics    = { requests = local.api_metrics.requests, errors = local.api_metrics.server_errors }
      expression = "IF(errors >= 5, 100 * errors / requests, 0)"
      at_least   = 1
      minutes    = 5
    }

    api-latency = {
      runbook  = "api-latency"
      says     = "One request in a hundred took 3 seconds or longer, in 10 of the last 15 minutes. Find the slow operation with the saved query slow-requests."
      metrics  = { latency = local.api_metrics.latency }
      at_least = 3000
      minutes  = 5
      bad      = 2
      of       = 3
    }

    api-throttled = {
      runbook  = "api-throttled"
      says     = "100 or more requests got a 429 in 5 minutes. Find whose key it is with the saved query refused-requests, and whether its plan is too small or its client broken."
      metrics  = { throttled = local.api_metrics.throttled }
      at_least = 100
      minutes  = 5
    }

    lookup-misses = {
      runbook    = "lookup-misses"
      says       = "Half or more of the lookups, at least 100, found no such customer ID in 5 minutes. Somebody may be guessing IDs: find the key with the saved query refused-requests."
      metrics    = { lookups = local.api_metrics.lookups, misses = local.api_metrics.misses }
      expression = "IF(misses >= 100, 100 * misses / lookups, 0)"
      at_least   = 50
      minutes    = 5
    }
  }

  throttled_metric = "Throttled"
}

# API Gateway counts 429 among all other 4xx; its access log tells them apart. What never happens costs nothing.
resource "aws_cloudwatch_log_metric_filter" "throttled" {
  name           = "${var.name}-throttled"
  log_group_name = var.api.log_group
  pattern        = "{ $.status = \"429\" }"

  metric_transformation {
    namespace = var.metrics_namespace
    name      = local.throttled_metric
    value     = "1"
    unit      = "Count"
  }
}
