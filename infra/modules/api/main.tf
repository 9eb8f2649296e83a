resource "aws_api_gateway_rest_api" "this" {
  name              = var.name
  body              = jsonencode(local.body)
  put_rest_api_mode = "overwrite"
  fail_on_warnings  = true

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

# A changed document takes effect only with a new deployment.
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  triggers    = { document = sha1(aws_api_gateway_rest_api.this.body) }

  lifecycle {
    create_before_destroy = true
  }
}

# The stage name is the base path, so CloudFront can forward /api/* unchanged.
resource "aws_api_gateway_stage" "this" {
  rest_api_id           = aws_api_gateway_rest_api.this.id
  deployment_id         = aws_api_gateway_deployment.this.id
  stage_name            = "api"
  xray_tracing_enabled  = var.enable_tracing
  client_certificate_id = aws_api_gateway_client_certificate.this.id

  access_log_settings {
    destination_arn = "${var.log_arn_prefix}:log-group:${aws_cloudwatch_log_group.access.name}"
    format          = jsonencode(local.access_log_fields)
  }

  depends_on = [aws_api_gateway_account.this, aws_cloudwatch_log_group.execution]
}

# Required by policy rule CKV2_AWS_51. Only HTTP integrations use it, and this API has none.
resource "aws_api_gateway_client_certificate" "this" {
  description = "Client certificate of ${var.name} for HTTP integrations."
}

locals {
  # Per method, over all keys: enough for every client with both keys of a rotation. Otherwise a flood could use up the requests per
  # second that all APIs in the account share: 10,000, with a burst of 5,000, unless AWS has raised the limit.
  stage_throttle = {
    rate  = min(10000, 2 * sum([for client in var.clients : client.throttle.rate]))
    burst = min(5000, 2 * sum([for client in var.clients : client.throttle.burst]))
  }

  # Anyone can call this operation, without a key and so without a usage plan.
  open_throttle = { rate = 10, burst = 20 }
}

# Data tracing would log bodies, which contain customer IDs.
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled        = true
    logging_level          = "ERROR"
    data_trace_enabled     = false
    caching_enabled        = false
    throttling_rate_limit  = local.stage_throttle.rate
    throttling_burst_limit = local.stage_throttle.burst
  }
}

resource "aws_api_gateway_method_settings" "open" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "${local.mocked_operation}/GET"

  settings {
    metrics_enabled        = true
    logging_level          = "ERROR"
    data_trace_enabled     = false
    caching_enabled        = false
    throttling_rate_limit  = local.open_throttle.rate
    throttling_burst_limit = local.open_throttle.burst
  }

  # One after another, unlike the instances of a for_each: the stage allows one update at a time.
  depends_on = [aws_api_gateway_method_settings.all]
}

# One request checks 100 IDs, so it is the fastest way to guess them.
resource "aws_api_gateway_method_settings" "bulk_lookups" {
  count = var.bulk_lookup_throttle == null ? 0 : 1

  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "${trimprefix(local.operations.look-up-customer-ids.path, "/")}/${local.operations.look-up-customer-ids.method}"

  settings {
    metrics_enabled        = true
    logging_level          = "ERROR"
    data_trace_enabled     = false
    caching_enabled        = false
    throttling_rate_limit  = var.bulk_lookup_throttle.rate
    throttling_burst_limit = var.bulk_lookup_throttle.burst
  }

  depends_on = [aws_api_gateway_method_settings.open]
}

resource "aws_lambda_permission" "operation" {
  for_each = local.operations

  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  function_name = var.functions[each.key].function_name
  qualifier     = var.functions[each.key].alias
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/${aws_api_gateway_stage.this.stage_name}/${each.value.method}${replace(each.value.path, "/\\{[^}]+\\}/", "*")}"
}
