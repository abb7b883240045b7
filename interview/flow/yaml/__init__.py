"""The YAML of flows: read strictly, with the place of every node."""
