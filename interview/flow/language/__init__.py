"""The language of flows as data: its keys, the types of their values, its JSON Schema."""
