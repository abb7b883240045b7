"""The IBM flow against an independent reading of its contract."""
