# Problem documents for the errors that API Gateway returns itself. Its templates support variables but no conditions.

locals {
  security_headers = {
    Cache-Control             = "no-store"
    Content-Security-Policy   = "default-src 'none'; frame-ancestors 'none'"
    Referrer-Policy           = "no-referrer"
    Strict-Transport-Security = "max-age=63072000"
    X-Content-Type-Options    = "nosniff"
    X-Frame-Options           = "DENY"
  }

  response_headers = merge(local.security_headers, { Content-Type = "application/json; charset=utf-8" })
  problem_headers  = merge(local.security_headers, { Content-Type = "application/problem+json" })

  submission = local.contract.components.schemas.SubmissionRequest.properties
  ids        = local.submission.ids

  problems = {
    invalid_request = {
      code   = "invalid-request"
      title  = "Invalid request"
      detail = "The request does not match this API. See the OpenAPI document for valid parameters and headers."
    }
    invalid_body = {
      code   = "invalid-request"
      title  = "Invalid request"
      detail = "The body must be a JSON object with ids, an array of ${local.ids.minItems} to ${local.ids.maxItems} strings of at most ${local.ids.items.maxLength} characters. A submission may also have action (${join(" or ", local.submission.action.enum)}), addedBy, and label, a string of at most ${local.submission.label.maxLength} characters."
    }
    forbidden = {
      code   = "forbidden"
      title  = "Forbidden"
      detail = "The API key is missing or invalid. Send a valid key in the x-api-key header."
    }
    not_found = {
      code   = "not-found"
      title  = "Not found"
      detail = "No operation exists for this method and path."
    }
    request_blocked = {
      code   = "request-blocked"
      title  = "Request blocked"
      detail = "A firewall or access policy blocked this request. The API key is not the reason."
    }
    unsupported_media_type = {
      code   = "unsupported-media-type"
      title  = "Unsupported media type"
      detail = "Set Content-Type to application/json."
    }
    throttled = {
      code   = "too-many-requests"
      title  = "Too many requests"
      detail = "The rate limit of this API key or of this operation is exceeded. Retry after the Retry-After delay."
    }
    quota_spent = {
      code   = "too-many-requests"
      title  = "Too many requests"
      detail = "This API key has used up its daily quota. The quota resets at midnight UTC."
    }
    outcome_unknown = {
      code   = "outcome-unknown"
      title  = "Outcome unknown"
      detail = "The request timed out and may or may not have been processed. Retrying it is safe."
    }
    unavailable = {
      code   = "unavailable"
      title  = "Service unavailable"
      detail = "The service is busy or failed to respond. The request may have been processed; retrying it is safe."
    }
  }

  # The DEFAULT responses set no status, because it would override the status of every response not listed here. DEFAULT_5XX
  # also covers a throttled function: API Gateway returns 500 for it, and 502 for a function that crashed.
  responses = {
    ACCESS_DENIED                = { status = 403, problem = local.problems.request_blocked }
    BAD_REQUEST_BODY             = { status = 400, problem = local.problems.invalid_body }
    BAD_REQUEST_PARAMETERS       = { status = 400, problem = local.problems.invalid_request }
    DEFAULT_4XX                  = { status = null, problem = local.problems.invalid_request }
    DEFAULT_5XX                  = { status = null, problem = local.problems.unavailable, retry_after = "1" }
    INTEGRATION_FAILURE          = { status = 504, problem = local.problems.outcome_unknown, retry_after = "1" }
    INTEGRATION_TIMEOUT          = { status = 504, problem = local.problems.outcome_unknown, retry_after = "1" }
    INVALID_API_KEY              = { status = 403, problem = local.problems.forbidden }
    MISSING_AUTHENTICATION_TOKEN = { status = 404, problem = local.problems.not_found }
    QUOTA_EXCEEDED               = { status = 429, problem = local.problems.quota_spent, retry_after = "3600" }
    RESOURCE_NOT_FOUND           = { status = 404, problem = local.problems.not_found }
    THROTTLED                    = { status = 429, problem = local.problems.throttled, retry_after = "1" }
    UNSUPPORTED_MEDIA_TYPE       = { status = 415, problem = local.problems.unsupported_media_type }
    WAF_FILTERED                 = { status = 403, problem = local.problems.request_blocked }
  }

  gateway_responses = {
    for type, response in local.responses : type => {
      for member, value in {
        statusCode = response.status == null ? null : tostring(response.status)
        responseParameters = {
          for header, value in merge(local.problem_headers, { Retry-After = lookup(response, "retry_after", null) }) :
          "gatewayresponse.header.${header}" => "'${value}'" if value != null
        }
        responseTemplates = {
          "application/json" = jsonencode({
            for name, value in merge(response.problem, {
              type      = "urn:customer-ids:problem:${response.problem.code}"
              status    = response.status
              requestId = "$context.extendedRequestId"
            }) : name => value if value != null
          })
        }
      } : member => value if value != null
    }
  }
}
