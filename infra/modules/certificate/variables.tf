variable "domain" {
  description = "Domain name of the certificate, and the ID of the Route 53 zone for the validation record."
  type        = object({ name = string, zone_id = string })
  nullable    = false
}
