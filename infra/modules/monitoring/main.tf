# Settings that all alarms share. The maps in alarms-*.tf define the alarms; a map key is the suffix of the alarm name.
#   description          the condition, in one sentence
#   runbook              file name in docs/runbooks, shared by all alarms of a kind
#   metrics              metrics by the ID that the expression uses
#   expression           metric math over these IDs; omit it for a single metric
#   threshold            the alarm fires at this value or above
#   period_minutes       length of one period
#   datapoints_to_alarm, evaluation_periods   M of the last N periods must breach; 1 of 1 by default

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

  # Alarms that fire only while customers are affected.
  customer_impact = ["api-latency", "api-server-errors", "submissions-failed", "submissions-slow"]
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.description} Runbook: docs/runbooks/${each.value.runbook}.md"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  evaluation_periods  = lookup(each.value, "evaluation_periods", 1)
  datapoints_to_alarm = lookup(each.value, "datapoints_to_alarm", 1)
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
        metric_name = metric_query.value.metric_name
        dimensions  = metric_query.value.dimensions
        stat        = metric_query.value.stat
        period      = each.value.period_minutes * 60
      }
    }
  }

  dynamic "metric_query" {
    for_each = can(each.value.expression) ? [each.value.expression] : []

    content {
      id          = "result"
      label       = each.key
      expression  = metric_query.value
      return_data = true
    }
  }
}

# CloudWatch has no data points while there is no traffic, so missing data must count as breaching.
resource "aws_cloudwatch_metric_alarm" "no_traffic" {
  count = var.no_traffic_alarm_minutes > 0 ? 1 : 0

  alarm_name          = "${var.name}-no-traffic"
  alarm_description   = "The API received no requests for ${var.no_traffic_alarm_minutes} minutes. Runbook: docs/runbooks/no-traffic.md"
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
  alarm_description = "Customers are affected: requests or submissions are failing or slow, or traffic has stopped. Runbook: docs/runbooks/customer-impact.md"
  alarm_actions     = [local.topic_arn]
  ok_actions        = [local.topic_arn]

  alarm_rule = join(" OR ", concat(
    [for key in local.customer_impact : "ALARM(\"${aws_cloudwatch_metric_alarm.this[key].alarm_name}\")"],
    [for alarm in aws_cloudwatch_metric_alarm.no_traffic : "ALARM(\"${alarm.alarm_name}\")"],
  ))
}
