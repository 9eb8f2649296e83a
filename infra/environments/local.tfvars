# High limits, so that local use never gets 429.
environment          = "local"
bulk_lookup_throttle = { rate = 5000, burst = 5000 }
throttle             = { rate = 5000, burst = 5000 }
quota_per_day        = 100000000
lookup_throttle      = null
