# What every alarm has in common. The alarms themselves stand in alarms-*.tf, each under the key that ends its name:
#   runbook      the file in docs/runbooks that tells what to do, shared by all alarms of a kind
#   says         what is wrong and what to do first, in two sentences
#   metrics      what it looks at, by the id that the expression uses
#   expression   how these make one figure; not needed for a single metric
#   at_least     the figure from which on a period is bad
#   minutes      length of a period
#   bad, of      how many of the latest periods must be bad; one of one where nothing is said

locals {
  alarms = merge(
    local.api_alarms,
    local.function_alarms,
    local.queue_alarms,
    local.execution_alarms,
    local.rule_alarms,
    local.submission_alarms,
    local.table_alarms,
  )

  # Those that a customer feels while they ring.
  customer_impact = ["api-latency", "api-server-errors", "submissions-failed", "submissions-slow"]
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.says} Runbook: docs/runbooks/${each.value.runbook}.md"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.at_least
  evaluation_periods  = lookup(each.value, "of", 1)
  datapoints_to_alarm = lookup(each.value, "bad", 1)
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.topic_arn]
  ok_actions          = [local.topic_arn]

  dynamic "metric_query" {
    for_each = each.value.metrics

    content {
      id          = metric_query.key
      return_data = length(each.value.metrics) == 1 && !can(each.value.expression)

      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        stat        = metric_query.value.stat
        period      = each.value.minutes * 60
      }
    }
  }

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [each.value.expression] : []

    content {
      id          = "figure"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }
}

# Silence is what this one looks at, so what is missing counts.
resource "aws_cloudwatch_metric_alarm" "no_traffic" {
  count = var.no_traffic_alarm_minutes > 0 ? 1 : 0

  alarm_name          = "${var.name}-no-traffic"
  alarm_description   = "No request has reached the API for ${var.no_traffic_alarm_minutes} minutes. See whether clients can reach it at all. Runbook: docs/runbooks/no-traffic.md"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  evaluation_periods  = var.no_traffic_alarm_minutes / 5
  datapoints_to_alarm = var.no_traffic_alarm_minutes / 5
  treat_missing_data  = "breaching"
  alarm_actions       = [local.topic_arn]
  ok_actions          = [local.topic_arn]

  metric_query {
    id          = "requests"
    return_data = true

    metric {
      namespace   = "AWS/ApiGateway"
      metric_name = "Count"
      dimensions  = local.api_dimensions
      stat        = "Sum"
      period      = 300
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "customer_impact" {
  alarm_name        = "${var.name}-customer-impact"
  alarm_description = "Customers feel it now. Begin with the alarm that rang first; the others may be its shadow. Runbook: docs/runbooks/customer-impact.md"
  alarm_actions     = [local.topic_arn]
  ok_actions        = [local.topic_arn]

  alarm_rule = join(" OR ", concat(
    [for key in local.customer_impact : "ALARM(\"${aws_cloudwatch_metric_alarm.this[key].alarm_name}\")"],
    [for alarm in aws_cloudwatch_metric_alarm.no_traffic : "ALARM(\"${alarm.alarm_name}\")"],
  ))
}
