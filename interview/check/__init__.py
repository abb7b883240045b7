"""The author's bench: what can be proved, tested, compared and drawn of a flow."""
