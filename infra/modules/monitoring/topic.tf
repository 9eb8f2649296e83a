locals {
  topic_arn = "${var.arn_prefixes.sns}:${aws_sns_topic.alarms.name}"
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.kms_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = local.topic_arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Alarms"
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Resource  = local.topic_arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account }
        ArnLike      = { "aws:SourceArn" = "${var.arn_prefixes.cloudwatch}:alarm:${var.name}-*" }
      }
    }]
  })
}

# AWS sends each address a confirmation e-mail first, and nothing else until the recipient confirms.
resource "aws_sns_topic_subscription" "email" {
  for_each = toset(var.alarm_emails)

  topic_arn = local.topic_arn
  protocol  = "email"
  endpoint  = each.key
}
