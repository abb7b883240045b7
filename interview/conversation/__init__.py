"""One interview under way, for any face: what is asked, what is said, what is still to be confirmed."""
