"""Session in, one Summary value out, and its templates."""
