"""The logic of a flow as decision diagrams."""
