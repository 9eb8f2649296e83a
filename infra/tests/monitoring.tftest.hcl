mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                     = "customer-ids-test"
  account                  = "123456789012"
  region                   = "eu-west-1"
  arn_prefixes             = { cloudwatch = "arn:aws:cloudwatch:eu-west-1:123456789012", sns = "arn:aws:sns:eu-west-1:123456789012" }
  metrics_namespace        = "CustomerIds/test"
  api                      = { name = "customer-ids-test", stage = "api", log_group = "/aws/vendedlogs/customer-ids-test/api" }
  alarm_emails             = []
  no_traffic_alarm_minutes = 0
  functions = {
    get-customer-id = { function_name = "test-get-customer-id", log_group = "/aws/lambda/test-get-customer-id", memory_megabytes = 256 }
    log-event       = { function_name = "test-log-event", log_group = "/aws/lambda/test-log-event", memory_megabytes = 512 }
  }
  tables = { customer_ids = { table_name = "customer_ids_test", operations = ["GetItem", "PutItem"] } }
  workflow = {
    state_machine_arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:test"
    log_group         = "/aws/vendedlogs/customer-ids-test/workflow"
    failure_logger    = "test-log-event"
    queues            = { dead_letters = "test-dead-letters" }
    rules             = { submitted = { EventBusName = "test", RuleName = "test-submitted" } }
  }
}

run "notifies_the_topic_when_an_alarm_fires_and_when_it_returns_to_ok" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    no_traffic_alarm_minutes = 60
  }

  assert {
    condition = alltrue([
      for alarm in concat(values(aws_cloudwatch_metric_alarm.this), aws_cloudwatch_metric_alarm.no_traffic) :
      alarm.alarm_actions == toset([output.alarm_topic_arn]) && alarm.ok_actions == toset([output.alarm_topic_arn]) && alarm.actions_enabled != false
    ])
    error_message = "Every alarm must notify the topic on ALARM and on OK."
  }

  assert {
    condition = [output.alarm_topic_arn, output.dashboard_url] == [
      "arn:aws:sns:eu-west-1:123456789012:customer-ids-test-alarms",
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/customer-ids-test",
    ]
    error_message = "The topic ARN and the dashboard URL must be known at plan time: ${output.alarm_topic_arn}, ${output.dashboard_url}"
  }

  assert {
    condition = jsondecode(aws_sns_topic_policy.alarms.policy).Statement[0] == {
      Sid       = "Alarms"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Resource  = output.alarm_topic_arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = "123456789012" }
        ArnLike      = { "aws:SourceArn" = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:customer-ids-test-*" }
      }
    }
    error_message = "Only alarms of this stack may publish to the topic: ${aws_sns_topic_policy.alarms.policy}"
  }
}

run "creates_alarms_for_each_function_queue_rule_and_table" {
  command = plan

  module { source = "./modules/monitoring" }

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset([
      "api-latency", "api-server-errors", "api-throttled", "destination-failures", "executions-aborted", "executions-failed", "executions-throttled",
      "executions-timed-out", "function-errors-get-customer-id", "function-errors-log-event",
      "functions-throttled", "lookup-misses", "lookup-misses-bulk", "queue-age-dead-letters", "queue-depth-dead-letters", "rule-failures-submitted",
      "rule-losses-submitted", "submissions-failed", "submissions-slow", "table-system-errors-customer-ids", "table-throttled-customer-ids",
    ])
    error_message = "Unexpected set of alarms: ${join(", ", keys(aws_cloudwatch_metric_alarm.this))}"
  }

  assert {
    condition = toset([
      for query in aws_cloudwatch_metric_alarm.this["table-throttled-customer-ids"].metric_query :
      one(query.metric[*].dimensions.Operation) if query.expression == null
    ]) == toset(["GetItem", "PutItem"])
    error_message = "Table alarms must cover the operations that the functions call."
  }
}

run "creates_the_no_traffic_alarm_only_on_request_and_counts_it_as_customer_impact" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    no_traffic_alarm_minutes = 60
  }

  assert {
    condition = [for alarm in aws_cloudwatch_metric_alarm.no_traffic : [alarm.evaluation_periods, alarm.treat_missing_data, alarm.comparison_operator]] == [
      [12, "breaching", "LessThanThreshold"]
    ]
    error_message = "60 minutes must be twelve periods, with missing data breaching."
  }

  assert {
    condition = aws_cloudwatch_composite_alarm.customer_impact.alarm_rule == join(" OR ", [
      for key in ["api-latency", "api-server-errors", "submissions-failed", "submissions-slow", "no-traffic"] : "ALARM(\"customer-ids-test-${key}\")"
    ])
    error_message = "Unexpected rule of the composite alarm: ${aws_cloudwatch_composite_alarm.customer_impact.alarm_rule}"
  }
}

run "subscribes_each_address_and_encrypts_the_topic_with_the_given_key" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    alarm_emails = ["day@example.com", "night@example.com"]
    kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000"
  }

  assert {
    condition     = toset([for subscription in aws_sns_topic_subscription.email : "${subscription.protocol}:${subscription.endpoint}"]) == toset(["email:day@example.com", "email:night@example.com"])
    error_message = "Each address must have an e-mail subscription."
  }

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.kms_key_arn
    error_message = "The topic must use the given key."
  }
}

run "shows_every_alarm_on_a_dashboard_whose_widgets_do_not_overlap" {
  command = plan

  module { source = "./modules/monitoring" }

  assert {
    condition = length(distinct([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x},${widget.y}"
    ])) == length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets)
    error_message = "No two widgets may have the same position."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.alarms) == 1 + length(aws_cloudwatch_metric_alarm.this)
    error_message = "The dashboard must show every alarm that exists."
  }
}

run "rejects_an_invalid_email_address_and_a_negative_no_traffic_period" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    alarm_emails             = ["@example.com"]
    no_traffic_alarm_minutes = -5
  }

  expect_failures = [var.alarm_emails, var.no_traffic_alarm_minutes]
}
