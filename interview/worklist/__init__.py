"""What can be begun, gone on with and looked at; it hands out conversations."""
