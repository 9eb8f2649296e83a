locals {
  api_dimensions = { ApiName = var.api.name, Stage = var.api.stage }

  api_metrics = {
    requests      = { namespace = "AWS/ApiGateway", metric_name = "Count", dimensions = local.api_dimensions, stat = "Sum" }
    server_errors = { namespace = "AWS/ApiGateway", metric_name = "5XXError", dimensions = local.api_dimensions, stat = "Sum" }
    latency       = { namespace = "AWS/ApiGateway", metric_name = "Latency", dimensions = local.api_dimensions, stat = "p99" }
    throttled     = { namespace = var.metrics_namespace, metric_name = local.throttled_metric, dimensions = {}, stat = "Sum" }

    lookups = {
      namespace   = "AWS/Lambda"
      metric_name = "Invocations"
      dimensions  = { FunctionName = var.functions["get-customer-id"].function_name }
      stat        = "Sum"
    }

    misses = {
      namespace   = var.metrics_namespace
      metric_name = "NotFound"
      dimensions  = { service = "get-customer-id" }
      stat        = "Sum"
    }

    bulk_misses = {
      namespace   = var.metrics_namespace
      metric_name = "NotFound"
      dimensions  = { service = "look-up-customer-ids" }
      stat        = "Sum"
    }
  }

  # A percentage of very few requests is noise, so each ratio also requires a minimum count.
  api_alarms = {
    api-server-errors = {
      runbook        = "api-server-errors"
      description    = "At least 1 % of API requests, and at least 5, failed with a 5xx status within 5 minutes."
      metrics        = { requests = local.api_metrics.requests, errors = local.api_metrics.server_errors }
      expression     = "IF(errors >= 5, 100 * errors / requests, 0)"
      threshold      = 1
      period_minutes = 5
    }

    api-latency = {
      runbook             = "api-latency"
      description         = "The p99 latency of the API was 3 seconds or more for 10 of the last 15 minutes."
      metrics             = { latency = local.api_metrics.latency }
      threshold           = 3000
      period_minutes      = 5
      datapoints_to_alarm = 2
      evaluation_periods  = 3
    }

    api-throttled = {
      runbook        = "api-throttled"
      description    = "The API rejected at least 100 requests with 429 within 5 minutes."
      metrics        = { throttled = local.api_metrics.throttled }
      threshold      = 100
      period_minutes = 5
    }

    lookup-misses = {
      runbook        = "lookup-misses"
      description    = "At least 50 % of customer ID lookups, and at least 100, returned 404 within 5 minutes; a client may be guessing IDs."
      metrics        = { lookups = local.api_metrics.lookups, misses = local.api_metrics.misses }
      expression     = "IF(misses >= 100, 100 * misses / lookups, 0)"
      threshold      = 50
      period_minutes = 5
    }

    # Counts IDs, not requests. The page looks up every import before it is submitted, so the threshold is far above that of
    # single lookups.
    lookup-misses-bulk = {
      runbook        = "lookup-misses"
      description    = "POST /lookups reported at least 10,000 customer IDs as unknown within 5 minutes; a client may be guessing IDs."
      metrics        = { misses = local.api_metrics.bulk_misses }
      threshold      = 10000
      period_minutes = 5
    }
  }

  throttled_metric = "Throttled"
}

# API Gateway's 4XXError metric does not separate 429 from other 4xx errors; the access log does.
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
