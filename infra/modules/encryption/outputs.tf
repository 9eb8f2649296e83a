output "key_arn" {
  description = "ARN of the key, of which only the id has to wait for AWS."
  value       = "${var.arn_prefixes.kms}:key/${aws_kms_key.this.key_id}"
}
