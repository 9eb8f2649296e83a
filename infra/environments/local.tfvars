# What a laptop does differently: nobody should meet a 429 there.
environment     = "local"
throttle        = { rate = 5000, burst = 5000 }
quota_per_day   = 100000000
lookup_throttle = null
