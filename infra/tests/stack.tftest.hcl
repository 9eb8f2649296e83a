# Evaluated with environments/local.tfvars to make local/stack.json. It overrides nothing: what only AWS can name stays unknown.

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
