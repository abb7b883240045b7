"""A new flow to start from."""
