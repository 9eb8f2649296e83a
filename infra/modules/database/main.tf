resource "aws_dynamodb_table" "customer_ids" {
  name                        = var.tables.customer_ids
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "shard"
    type = "S"
  }

  attribute {
    name = "deletedShard"
    type = "S"
  }

  attribute {
    name = "deletionKey"
    type = "S"
  }

  # A sparse index of active IDs: a soft-delete removes the shard attribute.
  global_secondary_index {
    name               = var.indexes.active_by_id
    hash_key           = "shard"
    range_key          = "id"
    projection_type    = "INCLUDE"
    non_key_attributes = ["createdAt", "source"]
  }

  # A sparse index of tombstones: adding an ID again or purging it removes these attributes.
  global_secondary_index {
    name               = var.indexes.deleted_by_time
    hash_key           = "deletedShard"
    range_key          = "deletionKey"
    projection_type    = "INCLUDE"
    non_key_attributes = ["createdAt", "source", "deletedAt", "expiresAt"]
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }
}

# Also contains the idempotency records, under idempotency#<hash>.
resource "aws_dynamodb_table" "submissions" {
  name                        = var.tables.submissions
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "submissionId"
  deletion_protection_enabled = var.deletion_protection

  attribute {
    name = "submissionId"
    type = "S"
  }

  attribute {
    name = "month"
    type = "S"
  }

  # A sparse index of published submissions: month is set after the event has been published.
  global_secondary_index {
    name               = var.indexes.submissions_by_month
    hash_key           = "month"
    range_key          = "submissionId"
    projection_type    = "INCLUDE"
    non_key_attributes = ["status", "action", "label", "client", "receivedAt", "completedAt", "counts"]
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }
}
