"""Practice: patients drawn from a flow, and an answer key that the engine gives."""
