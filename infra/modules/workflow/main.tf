resource "aws_cloudwatch_event_bus" "this" {
  name = var.event_bus.name
}

resource "aws_cloudwatch_event_archive" "this" {
  name             = var.event_bus.name
  description      = "Submitted events, available for replay."
  event_source_arn = var.event_bus.arn
  retention_days   = var.archive_retention_days

  depends_on = [aws_cloudwatch_event_bus.this]
}

resource "aws_cloudwatch_event_rule" "submitted" {
  name           = local.submitted_rule.name
  description    = "Starts the workflow for each submission."
  event_bus_name = aws_cloudwatch_event_bus.this.name

  event_pattern = jsonencode({
    source      = [var.submitted.source]
    detail-type = [var.submitted.detail_type]
  })
}

resource "aws_cloudwatch_event_target" "workflow" {
  rule           = aws_cloudwatch_event_rule.submitted.name
  event_bus_name = aws_cloudwatch_event_bus.this.name
  target_id      = "workflow"
  arn            = local.state_machine.arn
  role_arn       = "${var.arn_prefixes.iam}:role/${aws_iam_role.start_workflow.name}"

  # Passes the detail unchanged: only the submission ID, because the IDs never leave the submissions table.
  input_path = "$.detail"

  retry_policy {
    maximum_event_age_in_seconds = local.retry.maximum_event_age_in_seconds
    maximum_retry_attempts       = local.retry.maximum_retry_attempts
  }

  dead_letter_config {
    arn = local.queues.dead_letters.arn
  }

  depends_on = [aws_iam_role_policy.start_workflow, aws_sfn_state_machine.this, aws_sqs_queue_policy.dead_letters]
}

resource "aws_iam_role" "start_workflow" {
  name                 = "${var.name}-start-workflow"
  permissions_boundary = var.permissions_boundary_arn

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account, "aws:SourceArn" = local.submitted_rule.arn } }
    }]
  })
}

resource "aws_iam_role_policy" "start_workflow" {
  name = "least-privilege"
  role = aws_iam_role.start_workflow.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "StartWorkflow"
      Effect   = "Allow"
      Action   = ["states:StartExecution"]
      Resource = [local.state_machine.arn]
    }]
  })
}
