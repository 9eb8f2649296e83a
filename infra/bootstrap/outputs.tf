output "deploy_role_arn" {
  description = "ARN of the role that deploys, for the GitHub environment of the same name."
  value       = local.role_arns.deploy
}

output "permissions_boundary_arn" {
  description = "ARN of the permissions boundary for the roles of the stack. Set it as permissions_boundary_arn of the stack."
  value       = aws_iam_policy.workload_boundary.arn
}

output "plan_role_arn" {
  description = "ARN of the role that plans pull requests. It reads, and writes only the state lock."
  value       = local.role_arns.plan
}

output "state_bucket_name" {
  description = "Name of the state bucket, for environments/<environment>.s3.tfbackend."
  value       = aws_s3_bucket.state.bucket
}
