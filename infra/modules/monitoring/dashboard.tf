locals {
  graphs = concat(local.api_graphs, local.function_graphs, local.workflow_graphs, local.cost_graphs)

  # CloudWatch dashboards have 24 columns: three graphs per row, below the alarms.
  alarms_height = 7
  graph_width   = 8
  graph_height  = 6

  alarm_names = concat(
    [aws_cloudwatch_composite_alarm.customer_impact.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_name],
    [for alarm in aws_cloudwatch_metric_alarm.no_traffic : alarm.alarm_name],
  )
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name

  dashboard_body = jsonencode({
    widgets = concat(
      [{
        type   = "alarm"
        x      = 0
        y      = 0
        width  = 24
        height = local.alarms_height
        properties = {
          title  = "Alarms (each description names the runbook)"
          alarms = [for name in local.alarm_names : "${var.arn_prefixes.cloudwatch}:alarm:${name}"]
        }
      }],
      [for index, graph in local.graphs : {
        type   = "metric"
        x      = index % 3 * local.graph_width
        y      = local.alarms_height + floor(index / 3) * local.graph_height
        width  = local.graph_width
        height = local.graph_height
        properties = {
          title   = graph.title
          region  = var.region
          view    = "timeSeries"
          stacked = lookup(graph, "stacked", false)
          period  = lookup(graph, "period", 300)
          yAxis   = { left = { min = 0 } }
          metrics = graph.metrics
        }
      }],
    )
  })
}
