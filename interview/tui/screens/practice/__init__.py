"""Practice on the full screen: the plan, the feedback, and the boxes over them."""
