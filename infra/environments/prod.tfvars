# include_execution_data stays off: the execution history contains the same data.
environment         = "prod"
deletion_protection = true
log_retention_days  = 365
enable_access_logs  = true
enable_kms          = true
enable_waf          = true

# Lower limits than in dev, because the load of production clients is known.
throttle        = { rate = 50, burst = 100 }
quota_per_day   = 500000
lookup_throttle = { rate = 10, burst = 20 }

# 300 of the 1,000 that an account usually has, so a burst on one function cannot starve the others. AWS rejects these values
# in a new account with a lower limit: request an increase, or set reserved_concurrency = {} until then.
reserved_concurrency = {
  put-customer-id      = 50
  get-customer-id      = 50
  delete-customer-id   = 20
  list-customer-ids    = 20
  look-up-customer-ids = 10
  submit-customer-ids  = 20
  retry-submission     = 10
  get-submission       = 20
  get-client           = 10
  list-submissions     = 10
  validate-id          = 20
  add-to-table         = 20
  delete-from-table    = 20
  log-event            = 20
}
