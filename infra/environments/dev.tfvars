# The variables' defaults are made for dev: nothing differs but the name.
environment = "dev"
