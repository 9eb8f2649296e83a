# Usage-based cost, estimated from CloudWatch metrics. The AWS bill is authoritative.

locals {
  # US$, list prices of N. Virginia in 2025. Prices in other regions differ by about 10 %.
  price = {
    million_api_requests      = 3.5
    million_gigabyte_seconds  = 13.3334
    million_invocations       = 0.2
    million_read_units        = 0.125
    million_state_transitions = 25
    million_write_units       = 0.625
  }

  # Three task states and a choice, plus start and end.
  transitions_per_execution = 6

  function_ids = { for name in keys(var.functions) : name => replace(name, "-", "_") }
  table_ids    = { for name in keys(var.tables) : name => replace(name, "-", "_") }

  function_costs = [
    for name, id in local.function_ids :
    "FILL(${id}_ms, 0) / 1000 * ${var.functions[name].memory_megabytes} / 1024 * ${local.price.million_gigabyte_seconds} + FILL(${id}_runs, 0) * ${local.price.million_invocations}"
  ]

  table_costs = [
    for id in values(local.table_ids) :
    "FILL(${id}_reads, 0) * ${local.price.million_read_units} + FILL(${id}_writes, 0) * ${local.price.million_write_units}"
  ]

  cost_graphs = [{
    title   = "Estimated cost (US$ per hour)"
    stacked = true
    period  = 3600
    metrics = concat(
      [
        [{ label = "API", expression = "requests * ${local.price.million_api_requests} / 1000000" }],
        [{ label = "Functions", expression = "(${join(" + ", local.function_costs)}) / 1000000" }],
        [{ label = "Tables", expression = "(${join(" + ", local.table_costs)}) / 1000000" }],
        [{ label = "Workflow", expression = "executions * ${local.transitions_per_execution * local.price.million_state_transitions} / 1000000" }],
        concat(local.api_line["Count"], [{ id = "requests", stat = "Sum", visible = false }]),
        ["AWS/States", "ExecutionsStarted", "StateMachineArn", var.workflow.state_machine_arn, { id = "executions", stat = "Sum", visible = false }],
      ],
      flatten([for name, id in local.function_ids : [
        for line in [{ suffix = "ms", stat = "Sum" }, { suffix = "runs", stat = "SampleCount" }] : {
          line = ["AWS/Lambda", "Duration", "FunctionName", var.functions[name].function_name, { id = "${id}_${line.suffix}", stat = line.stat, visible = false }]
        }
      ]])[*].line,
      flatten([for name, id in local.table_ids : [
        for line in [{ suffix = "reads", metric = "ConsumedReadCapacityUnits" }, { suffix = "writes", metric = "ConsumedWriteCapacityUnits" }] : {
          line = ["AWS/DynamoDB", line.metric, "TableName", var.tables[name].table_name, { id = "${id}_${line.suffix}", stat = "Sum", visible = false }]
        }
      ]])[*].line,
    )
  }]
}
