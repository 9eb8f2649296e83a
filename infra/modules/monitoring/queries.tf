# Saved queries of CloudWatch Logs Insights. The runbooks refer to them by name.

locals {
  function_log_groups = [for function in var.functions : function.log_group]

  queries = {
    failed-requests = {
      log_group_names = [var.api.log_group]
      query_string    = <<-EOT
        fields @timestamp, method, resourcePath, status, errorType, integrationStatus, requestId
        | filter status >= 500
        | sort @timestamp desc
        | limit 100
      EOT
    }

    refused-requests = {
      log_group_names = [var.api.log_group]
      query_string    = <<-EOT
        filter status >= 400 and status < 500
        | stats count() as requests by apiKeyId, status, method, resourcePath
        | sort requests desc
        | limit 50
      EOT
    }

    slow-requests = {
      log_group_names = [var.api.log_group]
      query_string    = <<-EOT
        stats count() as requests, pct(responseLatency, 50) as p50, pct(responseLatency, 99) as p99, max(responseLatency) as slowest by method, resourcePath
        | sort p99 desc
      EOT
    }

    function-errors = {
      log_group_names = local.function_log_groups
      query_string    = <<-EOT
        fields @timestamp, @log, message, client, outcome, error.name, error.message, requestId, submissionId
        | filter level = "ERROR" or type = "platform.report" and record.status != "success"
        | sort @timestamp desc
        | limit 100
      EOT
    }

    failed-executions = {
      log_group_names = [var.workflow.log_group]
      query_string    = <<-EOT
        fields @timestamp, type, execution_arn, details.name, details.resource, details.error
        | filter type like /Failed|TimedOut|Aborted/
        | sort @timestamp desc
        | limit 100
      EOT
    }

    requests-by-client = {
      log_group_names = local.function_log_groups
      query_string    = <<-EOT
        filter message = "request"
        | stats count() as requests by client, outcome
        | sort requests desc
        | limit 100
      EOT
    }

    one-submission = {
      log_group_names = local.function_log_groups
      query_string    = <<-EOT
        fields @timestamp, @log, message, client, status, failedStep, reason, outcome
        | filter submissionId = "REPLACE WITH THE SUBMISSION ID"
        | sort @timestamp asc
      EOT
    }
  }
}

resource "aws_cloudwatch_query_definition" "this" {
  for_each = local.queries

  name            = "${var.name}/${each.key}"
  log_group_names = each.value.log_group_names
  query_string    = each.value.query_string
}
