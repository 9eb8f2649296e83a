resource "aws_api_gateway_usage_plan" "this" {
  for_each = var.clients

  name        = "${var.name}-${each.key}"
  description = "Rate, burst and daily quota of each API key of the client ${each.key}. AWS enforces them on a best-effort basis."

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
    rate_limit  = each.value.throttle.rate
    burst_limit = each.value.throttle.burst
  }

  quota_settings {
    limit  = each.value.quota_per_day
    period = "DAY"
  }
}

locals {
  # The access is part of the instance key, so that a change of access replaces the key, whose value states it.
  api_keys = merge([
    for client, settings in var.clients : {
      for generation in settings.generations : "${client}-${settings.access}-${generation}" => {
        client      = client
        description = "API key of the client ${client} (access: ${settings.access}), generation ${generation}."
        prefix      = format("cid%s%02d%s", substr(settings.access, 0, 1), length(client), client)
      }
    }
  ]...)
}

# The functions parse client and access from the value. uuid() is evaluated during apply, so no plan contains a value; in a later
# plan it would be another one, hence ignore_changes.
resource "aws_api_gateway_api_key" "this" {
  for_each = local.api_keys

  name        = "${var.name}-${each.key}"
  description = each.value.description
  value       = "${each.value.prefix}${replace(uuid(), "-", "")}"

  lifecycle {
    ignore_changes = [value]
  }
}

resource "aws_api_gateway_usage_plan_key" "this" {
  for_each = local.api_keys

  key_id        = aws_api_gateway_api_key.this[each.key].id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.this[each.value.client].id
}
