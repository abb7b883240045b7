"""`interview test`: paths beside a flow, what they reach, and the faults they notice."""
