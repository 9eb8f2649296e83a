# The variable defaults suit dev.
environment = "dev"
