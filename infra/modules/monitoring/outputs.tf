output "alarm_topic_arn" {
  description = "Topic that hears of every alarm."
  value       = local.topic_arn
}

output "dashboard_url" {
  description = "Where the console shows the dashboard."
  value       = "https://${var.region}.console.aws.amazon.com/cloudwatch/home?region=${var.region}#dashboards/dashboard/${aws_cloudwatch_dashboard.this.dashboard_name}"
}
