variable "domain" {
  description = "Name to certify, and the Route 53 zone that proves it."
  type        = object({ name = string, zone_id = string })
  nullable    = false
}
