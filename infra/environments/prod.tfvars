# What differs where real customers' IDs live. Left at its default with a reason: include_execution_data, because
# a state's input and output name customer IDs.
environment         = "prod"
deletion_protection = true
log_retention_days  = 365
enable_access_logs  = true
enable_kms          = true
enable_waf          = true

# A stricter plan: real clients are known, and none needs dev's rate.
throttle        = { rate = 50, burst = 100 }
quota_per_day   = 500000
lookup_throttle = { rate = 10, burst = 20 }

# 250 of the 1,000 that an account has as a rule: a flood on one function leaves the others theirs. A new account may
# have fewer and then refuses these; ask AWS for more, or say reserved_concurrency = {} until then.
reserved_concurrency = {
  put-customer-id     = 50
  get-customer-id     = 50
  delete-customer-id  = 20
  list-customer-ids   = 20
  submit-customer-ids = 20
  get-submission      = 20
  list-submissions    = 10
  validate-id         = 20
  add-to-table        = 20
  log-event           = 20
}
