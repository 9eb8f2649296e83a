output "table_names" {
  description = "Names of the tables, by short name."
  value = {
    customer_ids = aws_dynamodb_table.customer_ids.name
    submissions  = aws_dynamodb_table.submissions.name
  }
}
