# Planned with the variables of each environment, for the policy rules. Values that AWS assigns are mocked at plan time, so
# that no IAM policy is unknown.

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "plans_the_stack_with_every_policy_known" {
  command = plan
}
