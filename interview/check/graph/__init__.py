"""A flow as a picture: what is asked in which order, and what feeds a recommendation."""
