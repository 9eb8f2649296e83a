# One page that answers: is it healthy, where does it hurt, what does it cost.

locals {
  graphs = concat(local.api_graphs, local.function_graphs, local.workflow_graphs, local.cost_graphs)

  # Three graphs to a row of 24 columns, below the alarms.
  graph_width  = 8
  graph_height = 6
  graphs_begin = 7

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
        height = local.graphs_begin
        properties = {
          title  = "Is it healthy? A red alarm names its runbook in its description."
          alarms = [for name in local.alarm_names : "${var.arn_prefixes.cloudwatch}:alarm:${name}"]
        }
      }],
      [for index, graph in local.graphs : {
        type   = "metric"
        x      = index % 3 * local.graph_width
        y      = local.graphs_begin + floor(index / 3) * local.graph_height
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
