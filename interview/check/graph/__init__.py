"""A flow as a graph: what is asked in which order, and what feeds a recommendation."""
