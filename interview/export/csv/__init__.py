"""Sessions as a table for a spreadsheet or statistics program, and the codebook that explains its columns."""
