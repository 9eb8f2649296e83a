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

# A changed document reaches nobody until it is deployed anew. All that a deployment serves is in it.
resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  triggers    = { document = sha1(aws_api_gateway_rest_api.this.body) }

  lifecycle {
    create_before_destroy = true
  }
}

# The stage is the base path, so that the page's origin can forward /api/* as it is.
resource "aws_api_gateway_stage" "this" {
  rest_api_id           = aws_api_gateway_rest_api.this.id
  deployment_id         = aws_api_gateway_deployment.this.id
  stage_name            = "api"
  xray_tracing_enabled  = true
  client_certificate_id = aws_api_gateway_client_certificate.this.id

  access_log_settings {
    destination_arn = "${var.log_arn_prefix}:log-group:${aws_cloudwatch_log_group.access.name}"
    format          = jsonencode(local.access_log_fields)
  }

  depends_on = [aws_api_gateway_account.this, aws_cloudwatch_log_group.execution]
}

# Shown to whatever an integration calls over HTTP. The functions are called otherwise and never see it.
resource "aws_api_gateway_client_certificate" "this" {
  description = "Shown by ${var.name} to what it calls."
}

# Bodies hold customer IDs, so requests are never traced in full.
resource "aws_api_gateway_method_settings" "all" {
  rest_api_id = aws_api_gateway_rest_api.this.id
  stage_name  = aws_api_gateway_stage.this.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled    = true
    logging_level      = "ERROR"
    data_trace_enabled = false
    caching_enabled    = false
  }
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
