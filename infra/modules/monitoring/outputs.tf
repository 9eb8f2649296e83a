output "alarm_topic_arn" {
  description = "ARN of the SNS topic that all alarms notify."
  value       = local.topic_arn
}

output "dashboard_url" {
  description = "URL of the CloudWatch dashboard in the AWS console."
  value       = "https://${var.region}.console.aws.amazon.com/cloudwatch/home?region=${var.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.this.dashboard_name}"
}
