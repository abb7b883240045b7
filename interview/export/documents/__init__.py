"""The summary as a document on paper: PDF and Word."""
