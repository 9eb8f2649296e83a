# All Lambda functions. Each key is also the operationId, the handler file, the bundle and the placeholder in the state machine.

locals {
  functions = {
    put-customer-id = {
      environment = local.customer_ids_environment
      permissions = {
        CustomerIds = { actions = ["dynamodb:GetItem", "dynamodb:PutItem"], resources = [local.tables.customer_ids.arn] }
      }
    }

    get-customer-id = {
      environment = local.customer_ids_environment
      permissions = {
        CustomerIds = { actions = ["dynamodb:GetItem"], resources = [local.tables.customer_ids.arn] }
      }
    }

    delete-customer-id = {
      environment = merge(local.customer_ids_environment, local.tombstone_retention)
      permissions = {
        CustomerIds = { actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [local.tables.customer_ids.arn] }
      }
    }

    list-customer-ids = {
      environment = {
        CUSTOMER_IDS_TABLE = local.tables.customer_ids.name
        CUSTOMER_IDS_INDEX = local.indexes.active_by_id.name
        DELETED_IDS_INDEX  = local.indexes.deleted_by_time.name
      }
      permissions = {
        CustomerIds = {
          actions   = ["dynamodb:Query"]
          resources = [local.indexes.active_by_id.arn, local.indexes.deleted_by_time.arn]
        }
      }
    }

    look-up-customer-ids = {
      environment = { CUSTOMER_IDS_TABLE = local.tables.customer_ids.name }
      permissions = {
        CustomerIds = { actions = ["dynamodb:BatchGetItem"], resources = [local.tables.customer_ids.arn] }
      }
    }

    submit-customer-ids = {
      environment = merge(local.submissions_environment, local.submissions_retention, { EVENT_BUS = local.event_bus.name })
      permissions = {
        Submissions = {
          actions   = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"]
          resources = [local.tables.submissions.arn]
        }
        Publish = local.publish_submissions
      }
    }

    retry-submission = {
      environment = merge(local.submissions_environment, { EVENT_BUS = local.event_bus.name })
      permissions = {
        Submissions = { actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [local.tables.submissions.arn] }
        Publish     = local.publish_submissions
      }
    }

    get-submission = {
      environment = local.submissions_environment
      permissions = {
        Submissions = { actions = ["dynamodb:GetItem"], resources = [local.tables.submissions.arn] }
      }
    }

    # The API key names its client, so this function needs no permission.
    get-client = {
      environment = {}
      permissions = {}
    }

    list-submissions = {
      environment = merge(local.submissions_environment, local.submissions_retention, {
        SUBMISSIONS_INDEX = local.indexes.submissions_by_month.name
      })
      permissions = {
        Submissions = { actions = ["dynamodb:Query"], resources = [local.indexes.submissions_by_month.arn] }
      }
    }

    validate-id = {
      environment = local.submissions_environment
      permissions = {
        # Updates a failed submission when a redrive runs it again.
        Submissions = { actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [local.tables.submissions.arn] }
      }
    }

    add-to-table = {
      environment = merge(local.customer_ids_environment, local.submissions_environment)
      permissions = {
        CustomerIds = { actions = ["dynamodb:GetItem", "dynamodb:PutItem"], resources = [local.tables.customer_ids.arn] }
        Submissions = { actions = ["dynamodb:GetItem"], resources = [local.tables.submissions.arn] }
      }
    }

    delete-from-table = {
      environment = merge(local.customer_ids_environment, local.submissions_environment, local.tombstone_retention)
      permissions = {
        CustomerIds = { actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [local.tables.customer_ids.arn] }
        Submissions = { actions = ["dynamodb:GetItem"], resources = [local.tables.submissions.arn] }
      }
    }

    log-event = {
      environment = local.submissions_environment
      permissions = {
        Submissions = { actions = ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources = [local.tables.submissions.arn] }
        # Lambda sends the events of failed asynchronous invocations with this role.
        FailedInvocations = { actions = ["sqs:SendMessage"], resources = [module.workflow.dead_letter_queue_arn] }
      }
    }
  }

  # Functions publish their metrics to this namespace; alarms and graphs read it. Each environment has its own, so that traffic in
  # dev cannot trigger or mask an alarm of prod.
  metrics_namespace = "CustomerIds/${var.environment}"

  # No other event types, so that these functions cannot trigger other rules of the bus.
  publish_submissions = {
    actions   = ["events:PutEvents"]
    resources = [local.event_bus.arn]
    conditions = {
      StringEquals = {
        "events:source"      = local.submitted.source
        "events:detail-type" = local.submitted.detail_type
      }
    }
  }

  # Log lines contain an HMAC of a customer ID, never the ID. The table ARN is the key, so hashes differ between environments.
  customer_ids_environment = {
    CUSTOMER_IDS_TABLE = local.tables.customer_ids.name
    PSEUDONYM_KEY      = local.tables.customer_ids.arn
  }
  tombstone_retention     = { TOMBSTONE_RETENTION_DAYS = tostring(var.tombstone_retention_days) }
  submissions_environment = { SUBMISSIONS_TABLE = local.tables.submissions.name }
  submissions_retention   = { SUBMISSIONS_RETENTION_DAYS = tostring(var.submissions_retention_days) }
}
