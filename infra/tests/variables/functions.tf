# A module of the variables alone, so that their validation needs no provider. It stands in for functions.tf.
locals {
  functions = { put-customer-id = {} }
}
