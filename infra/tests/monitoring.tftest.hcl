mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name                     = "customer-ids-test"
  account                  = "123456789012"
  region                   = "eu-west-1"
  arn_prefixes             = { cloudwatch = "arn:aws:cloudwatch:eu-west-1:123456789012", sns = "arn:aws:sns:eu-west-1:123456789012" }
  metrics_namespace        = "CustomerIds"
  api                      = { name = "customer-ids-test", stage = "api", log_group = "/aws/vendedlogs/customer-ids-test/api" }
  alarm_emails             = []
  no_traffic_alarm_minutes = 0
  functions = {
    get-customer-id = { function_name = "test-get-customer-id", log_group = "/aws/lambda/test-get-customer-id", timeout_seconds = 8, memory_megabytes = 256 }
    log-event       = { function_name = "test-log-event", log_group = "/aws/lambda/test-log-event", timeout_seconds = 5, memory_megabytes = 512 }
  }
  tables = { customer_ids = { table_name = "customer_ids_test", operations = ["GetItem", "PutItem"] } }
  workflow = {
    state_machine_arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:test"
    log_group         = "/aws/vendedlogs/customer-ids-test/workflow"
    functions         = ["log-event"]
    queues            = { dead_letters = "test-dead-letters" }
    rules             = { submitted = { EventBusName = "test", RuleName = "test-submitted" } }
  }
}

run "lets_every_alarm_be_heard_when_it_rings_and_when_it_is_over" {
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
    error_message = "Every alarm tells the topic, in both directions."
  }

  assert {
    condition = [output.alarm_topic_arn, output.dashboard_url] == [
      "arn:aws:sns:eu-west-1:123456789012:customer-ids-test-alarms",
      "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/customer-ids-test",
    ]
    error_message = "What both are called is known before they are there: ${output.alarm_topic_arn}, ${output.dashboard_url}"
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
    error_message = "Only alarms of this stack may speak: ${aws_sns_topic_policy.alarms.policy}"
  }
}

run "watches_each_function_queue_rule_and_table_by_its_own_name" {
  command = plan

  module { source = "./modules/monitoring" }

  assert {
    condition = toset(keys(aws_cloudwatch_metric_alarm.this)) == toset([
      "api-latency", "api-server-errors", "api-throttled", "executions-aborted", "executions-failed", "executions-throttled",
      "executions-timed-out", "function-duration-log-event", "function-errors-get-customer-id", "function-errors-log-event",
      "functions-throttled", "lookup-misses", "queue-age-dead-letters", "queue-depth-dead-letters", "rule-failures-submitted",
      "rule-losses-submitted", "submissions-failed", "submissions-slow", "table-system-errors-customer-ids", "table-throttled-customer-ids",
    ])
    error_message = "There are other alarms: ${join(", ", keys(aws_cloudwatch_metric_alarm.this))}"
  }

  assert {
    condition = aws_cloudwatch_metric_alarm.this["function-duration-log-event"].threshold == 4000 && toset([
      for query in aws_cloudwatch_metric_alarm.this["table-throttled-customer-ids"].metric_query :
      one(query.metric[*].dimensions.Operation) if query.expression == null
    ]) == toset(["GetItem", "PutItem"])
    error_message = "A function nears its time-out at 80 % of it; a table is watched by the operations that are called on it."
  }
}

run "rings_for_silence_when_it_is_told_to_and_counts_it_as_customer_impact" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    no_traffic_alarm_minutes = 60
  }

  assert {
    condition = [for alarm in aws_cloudwatch_metric_alarm.no_traffic : [alarm.evaluation_periods, alarm.treat_missing_data, alarm.comparison_operator]] == [
      [12, "breaching", "LessThanThreshold"]
    ]
    error_message = "An hour is twelve periods without a request."
  }

  assert {
    condition = aws_cloudwatch_composite_alarm.customer_impact.alarm_rule == join(" OR ", [
      for key in ["api-latency", "api-server-errors", "submissions-failed", "submissions-slow", "no-traffic"] : "ALARM(\"customer-ids-test-${key}\")"
    ])
    error_message = "Customer impact is ${aws_cloudwatch_composite_alarm.customer_impact.alarm_rule}."
  }
}

run "sends_mail_to_each_address_and_encrypts_with_the_key_it_is_given" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    alarm_emails = ["day@example.com", "night@example.com"]
    kms_key_arn  = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000"
  }

  assert {
    condition     = toset([for subscription in aws_sns_topic_subscription.email : "${subscription.protocol}:${subscription.endpoint}"]) == toset(["email:day@example.com", "email:night@example.com"])
    error_message = "Each address has a subscription."
  }

  assert {
    condition     = aws_sns_topic.alarms.kms_master_key_id == var.kms_key_arn
    error_message = "The topic has the key."
  }
}

run "draws_one_dashboard_of_alarms_and_graphs_that_do_not_overlap" {
  command = plan

  module { source = "./modules/monitoring" }

  assert {
    condition = length(distinct([
      for widget in jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets : "${widget.x},${widget.y}"
    ])) == length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets)
    error_message = "Each widget has a place of its own."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets[0].properties.alarms) == 1 + length(aws_cloudwatch_metric_alarm.this)
    error_message = "The dashboard shows every alarm, and none for silence that nobody chose."
  }
}

run "refuses_what_is_no_address_and_no_time_to_be_silent" {
  command = plan

  module { source = "./modules/monitoring" }

  variables {
    alarm_emails             = ["@example.com"]
    no_traffic_alarm_minutes = -5
  }

  expect_failures = [var.alarm_emails, var.no_traffic_alarm_minutes]
}
