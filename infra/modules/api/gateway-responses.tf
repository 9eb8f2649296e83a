# What API Gateway answers by itself, as the problem documents of the contract. Templates know variables, no conditions.

locals {
  security_headers = {
    Cache-Control             = "no-store"
    Content-Security-Policy   = "default-src 'none'; frame-ancestors 'none'"
    Referrer-Policy           = "no-referrer"
    Strict-Transport-Security = "max-age=63072000; includeSubDomains; preload"
    X-Content-Type-Options    = "nosniff"
    X-Frame-Options           = "DENY"
  }

  answer_headers  = merge(local.security_headers, { Content-Type = "application/json; charset=utf-8" })
  problem_headers = merge(local.security_headers, { Content-Type = "application/problem+json" })

  ids = local.contract.components.schemas.SubmissionRequest.properties.ids

  problems = {
    invalid_request = {
      code   = "invalid-request"
      title  = "Invalid request"
      detail = "The request is not one that this API knows."
    }
    invalid_body = {
      code   = "invalid-request"
      title  = "Invalid request"
      detail = "The body must be a JSON object with the member ids alone: ${local.ids.minItems} to ${local.ids.maxItems} strings of at most ${local.ids.items.maxLength} characters."
    }
    forbidden = {
      code   = "forbidden"
      title  = "Forbidden"
      detail = "Send a valid API key in the header x-api-key."
    }
    not_found = {
      code   = "not-found"
      title  = "Not found"
      detail = "No operation has this method and path."
    }
    unsupported_media_type = {
      code   = "unsupported-media-type"
      title  = "Unsupported media type"
      detail = "Send the body as application/json."
    }
    throttled = {
      code   = "too-many-requests"
      title  = "Too many requests"
      detail = "This API key sends requests faster than its plan allows. Try again in a moment."
    }
    quota_spent = {
      code   = "too-many-requests"
      title  = "Too many requests"
      detail = "This API key has spent its quota for today. A new one begins at midnight UTC."
    }
    outcome_unknown = {
      code   = "outcome-unknown"
      title  = "Outcome unknown"
      detail = "No answer came in time: it may have happened. Repeating the request is safe."
    }
    internal = {
      code   = "internal"
      title  = "Internal error"
      detail = "Something went wrong on our side. Repeating the request is safe."
    }
  }

  # The two DEFAULT ones set no status: it would replace that of every answer that is not named here.
  answers = {
    ACCESS_DENIED                = { status = 403, problem = local.problems.forbidden }
    BAD_REQUEST_BODY             = { status = 400, problem = local.problems.invalid_body }
    BAD_REQUEST_PARAMETERS       = { status = 400, problem = local.problems.invalid_request }
    DEFAULT_4XX                  = { status = null, problem = local.problems.invalid_request }
    DEFAULT_5XX                  = { status = null, problem = local.problems.internal }
    INTEGRATION_FAILURE          = { status = 504, problem = local.problems.outcome_unknown }
    INTEGRATION_TIMEOUT          = { status = 504, problem = local.problems.outcome_unknown }
    INVALID_API_KEY              = { status = 403, problem = local.problems.forbidden }
    MISSING_AUTHENTICATION_TOKEN = { status = 404, problem = local.problems.not_found }
    QUOTA_EXCEEDED               = { status = 429, problem = local.problems.quota_spent, retry_after = "3600" }
    RESOURCE_NOT_FOUND           = { status = 404, problem = local.problems.not_found }
    THROTTLED                    = { status = 429, problem = local.problems.throttled, retry_after = "1" }
    UNAUTHORIZED                 = { status = 401, problem = local.problems.forbidden }
    UNSUPPORTED_MEDIA_TYPE       = { status = 415, problem = local.problems.unsupported_media_type }
    WAF_FILTERED                 = { status = 403, problem = local.problems.forbidden }
  }

  gateway_responses = {
    for type, answer in local.answers : type => {
      for member, value in {
        statusCode = answer.status == null ? null : tostring(answer.status)
        responseParameters = {
          for header, value in merge(local.problem_headers, { Retry-After = lookup(answer, "retry_after", null) }) :
          "gatewayresponse.header.${header}" => "'${value}'" if value != null
        }
        responseTemplates = {
          "application/json" = jsonencode({
            for name, value in merge(answer.problem, {
              type      = "urn:customer-ids:problem:${answer.problem.code}"
              status    = answer.status
              requestId = "$context.requestId"
            }) : name => value if value != null
          })
        }
      } : member => value if value != null
    }
  }
}
