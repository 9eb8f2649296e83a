# Planned with environments/local.tfvars to generate local/stack.json. Values that AWS assigns remain unknown.

mock_provider "aws" {
  alias  = "us_east_1"
  source = "./tests/mocks"
}

mock_provider "aws" {
  source = "./tests/mocks"
}

run "plans_the_whole_stack_without_an_account" {
  command = plan
}
