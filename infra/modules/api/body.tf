# The OpenAPI document that API Gateway imports: the contract plus an integration for each operation.

locals {
  # `make generate` creates this file: openapi.json without what an API Gateway import ignores or rejects.
  contract = jsondecode(file("${path.module}/import-body.generated.json"))

  # API Gateway returns this response itself; every other operation invokes the function of the same name.
  mocked_operation = "health"

  operations = merge([
    for path, methods in local.contract.paths : {
      for method, operation in methods : operation.operationId => { path = path, method = upper(method) }
      if operation.operationId != local.mocked_operation
    }
  ]...)

  integrations = merge(
    {
      for name in keys(local.operations) : name => {
        x-amazon-apigateway-integration = {
          type            = "aws_proxy"
          httpMethod      = "POST"
          uri             = "${var.invocation_arn_prefix}/${var.functions[name].arn}/invocations"
          timeoutInMillis = 10000
        }
      }
    },
    {
      (local.mocked_operation) = {
        responses = {
          "200" = {
            description = "The API is healthy."
            headers     = { for header in keys(local.response_headers) : header => { schema = { type = "string" } } }
          }
        }
        x-amazon-apigateway-integration = {
          type                = "mock"
          passthroughBehavior = "never"
          requestTemplates    = { "application/json" = jsonencode({ statusCode = 200 }) }
          responses = {
            default = {
              statusCode         = "200"
              responseParameters = { for header, value in local.response_headers : "method.response.header.${header}" => "'${value}'" }
              responseTemplates  = { "application/json" = jsonencode({ status = "ok" }) }
            }
          }
        }
      }
    },
  )

  body = merge(local.contract, {
    paths = {
      for path, methods in local.contract.paths : path => {
        for method, operation in methods : method => merge(
          operation,
          { x-amazon-apigateway-request-validator = "body-and-parameters" },
          local.integrations[operation.operationId],
        )
      }
    }
    x-amazon-apigateway-api-key-source = "HEADER"
    x-amazon-apigateway-request-validators = {
      body-and-parameters = { validateRequestBody = true, validateRequestParameters = true }
    }
    x-amazon-apigateway-gateway-responses = local.gateway_responses
  })
}
