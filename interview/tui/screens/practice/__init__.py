"""Practice on the full screen: the plan, the answers, and the boxes over them."""
