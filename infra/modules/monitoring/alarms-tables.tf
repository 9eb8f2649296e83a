locals {
  # DynamoDB publishes these metrics per operation and only when the count is above zero. FILL adds the zeros
  # without which an alarm would never return to OK.
  table_alarms = {
    for alarm in flatten([
      for key, table in var.tables : [
        for kind, metric in local.table_metrics : {
          key         = "${kind}-${replace(key, "_", "-")}"
          runbook     = kind
          metric      = metric.metric_name
          description = "${metric.description} the table ${table.table_name} within 5 minutes."
          table       = table
        }
      ]
      ]) : alarm.key => {
      runbook     = alarm.runbook
      description = alarm.description
      metrics = {
        for operation in alarm.table.operations : lower(operation) => {
          namespace   = "AWS/DynamoDB"
          metric_name = alarm.metric
          dimensions  = { TableName = alarm.table.table_name, Operation = operation }
          stat        = "Sum"
        }
      }
      expression     = "SUM(FILL(METRICS(), 0))"
      threshold      = 10
      period_minutes = 5
    }
  }

  table_metrics = {
    table-throttled = {
      metric_name = "ThrottledRequests"
      description = "DynamoDB throttled at least 10 requests to"
    }
    table-system-errors = {
      metric_name = "SystemErrors"
      description = "DynamoDB returned at least 10 internal errors for requests to"
    }
  }
}
