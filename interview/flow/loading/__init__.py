"""From the files of a flow to a flow, or to every mistake in them."""
