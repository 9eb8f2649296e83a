locals {
  # DynamoDB counts these by operation, and writes nothing while there is nothing to count: without the zeros an
  # alarm would never see that it is over.
  table_alarms = {
    for alarm in flatten([
      for key, table in var.tables : [
        for kind, metric in local.table_metrics : {
          key     = "${kind}-${replace(key, "_", "-")}"
          runbook = kind
          metric  = metric.name
          says    = "${metric.says} ${table.table_name} in 5 minutes. ${metric.action}"
          table   = table
        }
      ]
      ]) : alarm.key => {
      runbook = alarm.runbook
      says    = alarm.says
      metrics = {
        for operation in alarm.table.operations : lower(operation) => {
          namespace  = "AWS/DynamoDB"
          name       = alarm.metric
          dimensions = { TableName = alarm.table.table_name, Operation = operation }
          stat       = "Sum"
        }
      }
      expression = "SUM(FILL(METRICS(), 0))"
      at_least   = 10
      minutes    = 5
    }
  }

  table_metrics = {
    table-throttled = {
      name   = "ThrottledRequests"
      says   = "DynamoDB refused 10 or more requests as too many on"
      action = "See whether one key or one shard gets all of them."
    }
    table-system-errors = {
      name   = "SystemErrors"
      says   = "DynamoDB itself failed 10 or more times on"
      action = "See the AWS Health Dashboard: all one can do is to wait."
    }
  }
}
