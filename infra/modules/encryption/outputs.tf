output "key_arn" {
  description = "ARN of the KMS key."
  value       = "${var.arn_prefixes.kms}:key/${aws_kms_key.this.key_id}"
}
