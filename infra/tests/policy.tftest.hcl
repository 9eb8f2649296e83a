# Evaluated with each environment's variables, for the rules of test/policy. What only AWS can name has a made-up name,
# so that no policy which holds it stays unknown.

mock_provider "aws" {
  alias           = "us_east_1"
  source          = "./tests/mocks"
  override_during = plan
}

mock_provider "aws" {
  source          = "./tests/mocks"
  override_during = plan
}

run "shows_every_policy_in_clear" {
  command = plan
}
