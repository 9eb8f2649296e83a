resource "aws_api_gateway_usage_plan" "this" {
  name        = var.name
  description = "Rate, burst and daily quota of each API key. AWS enforces them on a best-effort basis."

  api_stages {
    api_id = aws_api_gateway_rest_api.this.id
    stage  = aws_api_gateway_stage.this.stage_name

    dynamic "throttle" {
      for_each = var.lookup_throttle == null ? [] : [var.lookup_throttle]

      content {
        path        = "${local.operations.get-customer-id.path}/${local.operations.get-customer-id.method}"
        rate_limit  = throttle.value.rate
        burst_limit = throttle.value.burst
      }
    }
  }

  throttle_settings {
    rate_limit  = var.throttle.rate
    burst_limit = var.throttle.burst
  }

  quota_settings {
    limit  = var.quota_per_day
    period = "DAY"
  }
}

# AWS generates the value. During a rotation two generations are valid.
resource "aws_api_gateway_api_key" "this" {
  for_each = toset([for generation in var.api_key_generations : tostring(generation)])

  name        = "${var.name}-${each.key}"
  description = "API key of ${var.name}, generation ${each.key}."
}

resource "aws_api_gateway_usage_plan_key" "this" {
  for_each = aws_api_gateway_api_key.this

  key_id        = each.value.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this.id
}
