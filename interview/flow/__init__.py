"""The flow language: model, conditions, decision diagrams, loading."""
