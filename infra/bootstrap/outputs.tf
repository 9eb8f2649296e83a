output "deploy_role_arn" {
  description = "Role that deploys, for GitHub's environment of this name."
  value       = local.role_arns.deploy
}

output "permissions_boundary_arn" {
  description = "Boundary that every role of the stack must have: give it to the stack as permissions_boundary_arn."
  value       = aws_iam_policy.workload_boundary.arn
}

output "plan_role_arn" {
  description = "Role that plans, for pull requests. It reads, and takes no lock."
  value       = local.role_arns.plan
}

output "state_bucket" {
  description = "Bucket of the stack's state, for the .s3.tfbackend of the environment."
  value       = aws_s3_bucket.state.bucket
}
