mock_provider "aws" {
  source = "./tests/mocks"
}

# Known values for what AWS assigns, so that the ARNs derived from them can be compared.
override_resource {
  target          = aws_api_gateway_rest_api.this
  override_during = plan
  values = {
    id            = "abcdefghij"
    execution_arn = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij"
  }
}

variables {
  name                       = "customer-ids-test"
  invocation_arn_prefix      = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions"
  log_arn_prefix             = "arn:aws:logs:eu-west-1:123456789012"
  partition                  = "aws"
  clients                    = { page = { access = "write", throttle = { rate = 100, burst = 200 }, quota_per_day = 1000000, generations = [1] } }
  lookup_throttle            = { rate = 20, burst = 40 }
  bulk_lookup_throttle       = { rate = 5, burst = 20 }
  log_retention_days         = 30
  manage_api_gateway_account = false
  functions = {
    for name in [
      "put-customer-id", "get-customer-id", "delete-customer-id", "list-customer-ids",
      "look-up-customer-ids", "submit-customer-ids", "retry-submission", "get-submission", "list-submissions", "get-client",
    ] : name => { function_name = "test-${name}", alias = "live", arn = "arn:aws:lambda:eu-west-1:123456789012:function:test-${name}:live" }
  }
}

run "requires_an_api_key_and_invokes_the_function_of_each_operation" {
  command = plan

  module {
    source = "./modules/api"
  }

  assert {
    condition = {
      for operation in flatten([
        for path, methods in local.body.paths : [
          for method, operation in methods : { route = "${upper(method)} ${path}", name = operation.operationId, document = operation }
        ]
      ]) : operation.route => [operation.name, jsonencode(operation.document.security), operation.document.x-amazon-apigateway-integration.type]
      } == {
      "GET /customer-ids"                      = ["list-customer-ids", "[{\"api_key\":[]}]", "aws_proxy"]
      "GET /customer-ids/{id}"                 = ["get-customer-id", "[{\"api_key\":[]}]", "aws_proxy"]
      "PUT /customer-ids/{id}"                 = ["put-customer-id", "[{\"api_key\":[]}]", "aws_proxy"]
      "DELETE /customer-ids/{id}"              = ["delete-customer-id", "[{\"api_key\":[]}]", "aws_proxy"]
      "POST /lookups"                          = ["look-up-customer-ids", "[{\"api_key\":[]}]", "aws_proxy"]
      "GET /submissions"                       = ["list-submissions", "[{\"api_key\":[]}]", "aws_proxy"]
      "POST /submissions"                      = ["submit-customer-ids", "[{\"api_key\":[]}]", "aws_proxy"]
      "POST /submissions/{submissionId}/retry" = ["retry-submission", "[{\"api_key\":[]}]", "aws_proxy"]
      "GET /submissions/{submissionId}"        = ["get-submission", "[{\"api_key\":[]}]", "aws_proxy"]
      "GET /client"                            = ["get-client", "[{\"api_key\":[]}]", "aws_proxy"]
      "GET /health"                            = ["health", "[]", "mock"]
    }
    error_message = "Unexpected routes, integrations or API key requirements."
  }

  assert {
    condition = local.body.components.securitySchemes == { api_key = { type = "apiKey", in = "header", name = "x-api-key" } } && (
      local.body.x-amazon-apigateway-api-key-source == "HEADER"
    )
    error_message = "The API key must be sent in the header x-api-key."
  }

  assert {
    condition     = aws_api_gateway_rest_api.this.body == jsonencode(local.body)
    error_message = "The REST API must be created from this document."
  }

  assert {
    condition = alltrue(flatten([
      for methods in local.body.paths : [
        for operation in methods : jsonencode(operation.x-amazon-apigateway-integration) == jsonencode({
          type            = "aws_proxy"
          httpMethod      = "POST"
          timeoutInMillis = 10000
          uri             = "${var.invocation_arn_prefix}/${var.functions[operation.operationId].arn}/invocations"
        }) if operation.operationId != "health"
      ]
    ]))
    error_message = "Every function must be invoked through its alias with a timeout of 10 seconds."
  }

  assert {
    condition = alltrue(flatten([
      for methods in local.body.paths : [
        for operation in methods :
        local.body.x-amazon-apigateway-request-validators[operation.x-amazon-apigateway-request-validator]
        == { validateRequestBody = true, validateRequestParameters = true }
      ]
    ]))
    error_message = "Every operation must validate body and parameters."
  }
}

run "returns_health_and_error_responses_without_invoking_a_function" {
  command = plan

  module {
    source = "./modules/api"
  }

  assert {
    condition = jsonencode(local.body.paths["/health"].get.x-amazon-apigateway-integration) == jsonencode({
      type                = "mock"
      passthroughBehavior = "never"
      requestTemplates    = { "application/json" = "{\"statusCode\":200}" }
      responses = {
        default = {
          statusCode = "200"
          responseParameters = {
            "method.response.header.Cache-Control"             = "'no-store'"
            "method.response.header.Content-Security-Policy"   = "'default-src 'none'; frame-ancestors 'none''"
            "method.response.header.Content-Type"              = "'application/json; charset=utf-8'"
            "method.response.header.Referrer-Policy"           = "'no-referrer'"
            "method.response.header.Strict-Transport-Security" = "'max-age=63072000'"
            "method.response.header.X-Content-Type-Options"    = "'nosniff'"
            "method.response.header.X-Frame-Options"           = "'DENY'"
          }
          responseTemplates = { "application/json" = "{\"status\":\"ok\"}" }
        }
      }
    })
    error_message = "GET /health must return {\"status\":\"ok\"}."
  }

  assert {
    condition     = keys(local.body.paths["/health"].get.responses["200"].headers) == keys(local.response_headers)
    error_message = "The method must declare every header; API Gateway rejects undeclared ones."
  }

  assert {
    condition = {
      for type, response in local.gateway_responses : type => [
        lookup(response, "statusCode", "none"),
        jsondecode(response.responseTemplates["application/json"]).code,
        lookup(response.responseParameters, "gatewayresponse.header.Retry-After", "none"),
      ]
      } == {
      ACCESS_DENIED                = ["403", "request-blocked", "none"]
      BAD_REQUEST_BODY             = ["400", "invalid-request", "none"]
      BAD_REQUEST_PARAMETERS       = ["400", "invalid-request", "none"]
      DEFAULT_4XX                  = ["none", "invalid-request", "none"]
      DEFAULT_5XX                  = ["none", "unavailable", "'1'"]
      INTEGRATION_FAILURE          = ["504", "outcome-unknown", "'1'"]
      INTEGRATION_TIMEOUT          = ["504", "outcome-unknown", "'1'"]
      INVALID_API_KEY              = ["403", "forbidden", "none"]
      MISSING_AUTHENTICATION_TOKEN = ["404", "not-found", "none"]
      QUOTA_EXCEEDED               = ["429", "too-many-requests", "'3600'"]
      RESOURCE_NOT_FOUND           = ["404", "not-found", "none"]
      THROTTLED                    = ["429", "too-many-requests", "'1'"]
      UNSUPPORTED_MEDIA_TYPE       = ["415", "unsupported-media-type", "none"]
      WAF_FILTERED                 = ["403", "request-blocked", "none"]
    }
    error_message = "Unexpected status, code or Retry-After of a gateway response."
  }

  assert {
    condition = alltrue([
      for response in local.gateway_responses :
      { for header, value in response.responseParameters : trimprefix(header, "gatewayresponse.header.") => value if !endswith(header, "Retry-After") } == {
        Cache-Control             = "'no-store'"
        Content-Security-Policy   = "'default-src 'none'; frame-ancestors 'none''"
        Content-Type              = "'application/problem+json'"
        Referrer-Policy           = "'no-referrer'"
        Strict-Transport-Security = "'max-age=63072000'"
        X-Content-Type-Options    = "'nosniff'"
        X-Frame-Options           = "'DENY'"
      }
    ])
    error_message = "Every gateway response must have the security headers and no CORS headers."
  }

  assert {
    condition = jsondecode(local.gateway_responses.BAD_REQUEST_BODY.responseTemplates["application/json"]) == {
      type      = "urn:customer-ids:problem:invalid-request"
      title     = "Invalid request"
      status    = 400
      detail    = "The body must be a JSON object with ids, an array of 1 to 100 strings of at most 256 characters. A submission may also have action (add or delete), addedBy, and label, a string of at most 64 characters."
      code      = "invalid-request"
      requestId = "$context.extendedRequestId"
    }
    error_message = "The response to an invalid body must describe a valid one."
  }
}
