output "deploy_role_arn" {
  description = "ARN of the role that deploys, for the GitHub environment of the same name."
  value       = local.role_arns.deploy
}

output "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for the roles of the stack. Set it as permissions_boundary_arn of the stack."
  value       = aws_iam_policy.workload_boundary.arn
}

output "plan_role_arn" {
  description = "ARN of the role that plans, or null without plan_environments. It reads, and takes no lock."
  value       = lookup(local.role_arns, "plan", null)
}

output "state_administrator_arns" {
  description = "ARNs of the people who can read and write the state. Without state_administrators, the role or user that applied this."
  value       = local.state_administrators
}

output "state_bucket_name" {
  description = "Name of the state bucket, for environments/<environment>.s3.tfbackend."
  value       = aws_s3_bucket.state.bucket
}
