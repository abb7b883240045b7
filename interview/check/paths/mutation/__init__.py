"""Small faults put into a flow's logic on purpose, to see whether some path notices."""
