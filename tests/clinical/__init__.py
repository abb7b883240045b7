"""The IBM flow against its contract: what it must ask and conclude, written by hand without the flow's YAML.

`questions.py`, `contract.py` and `recommendations.py` are the contract as ordinary Python over a complete
patient; `completions.py` says what follows from an incomplete one. The tests compare the flow with them.
"""
