# Rendered for the access tests (tools/test/iam).
mock_provider "aws" {
  source          = "../tests/mocks"
  override_during = plan
}

run "plan" {
  command = plan

  variables {
    kms_key_arns      = ["arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000"]
    environment       = "dev"
    github_repository = "acme@123456/customer-ids@456789"
    hosted_zone_ids   = ["Z0OWN"]
    plan_environments = ["dev-plan", "dev-pull-request"]
  }
}
