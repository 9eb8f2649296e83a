mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  tables              = { customer_ids = "customer_ids_test", submissions = "customer_id_submissions_test" }
  indexes             = { active_by_id = "active_by_id", deleted_by_time = "deleted_by_time", submissions_by_month = "submissions_by_month" }
  deletion_protection = true
}

run "creates_both_tables_with_ttl_recovery_encryption_and_deletion_protection" {
  command = plan

  module {
    source = "./modules/database"
  }

  assert {
    condition = jsonencode([for table in [aws_dynamodb_table.customer_ids, aws_dynamodb_table.submissions] :
      [table.name, table.hash_key, table.range_key, table.billing_mode]]) == jsonencode([
      ["customer_ids_test", "id", null, "PAY_PER_REQUEST"],
      ["customer_id_submissions_test", "submissionId", null, "PAY_PER_REQUEST"],
    ])
    error_message = "The partition keys must be id and submissionId, without a sort key."
  }

  assert {
    condition = jsonencode([for table in [aws_dynamodb_table.customer_ids, aws_dynamodb_table.submissions] :
      { for index in table.global_secondary_index : index.name => [index.hash_key, index.range_key, index.projection_type, sort(index.non_key_attributes)] }]) == jsonencode([
      {
        active_by_id    = ["shard", "id", "INCLUDE", ["createdAt", "source"]]
        deleted_by_time = ["deletedShard", "deletionKey", "INCLUDE", ["createdAt", "deletedAt", "expiresAt", "source"]]
      },
      { submissions_by_month = ["month", "submissionId", "INCLUDE", ["action", "client", "completedAt", "counts", "label", "receivedAt", "status"]] },
    ])
    error_message = "Unexpected keys or projected attributes of an index."
  }

  assert {
    condition     = alltrue([for table in [aws_dynamodb_table.customer_ids, aws_dynamodb_table.submissions] : alltrue([for attribute in table.attribute : attribute.type == "S"])])
    error_message = "Every key attribute must be a string."
  }

  assert {
    condition = jsonencode([for table in [aws_dynamodb_table.customer_ids, aws_dynamodb_table.submissions] : {
      ttl       = [for ttl in table.ttl : [ttl.attribute_name, ttl.enabled]]
      recovery  = table.point_in_time_recovery[0].enabled
      encrypted = table.server_side_encryption[0].enabled
      protected = table.deletion_protection_enabled
    }]) == jsonencode([for table in range(2) : { ttl = [["expiresAt", true]], recovery = true, encrypted = true, protected = true }])
    error_message = "Each table must have TTL on expiresAt, point-in-time recovery, encryption and deletion protection."
  }
}

run "removes_deletion_protection_when_configured" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    deletion_protection = false
  }

  assert {
    condition     = !aws_dynamodb_table.customer_ids.deletion_protection_enabled && !aws_dynamodb_table.submissions.deletion_protection_enabled
    error_message = "deletion_protection = false must allow deleting both tables."
  }
}
