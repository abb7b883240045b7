"""The condition language: text and YAML in, a checked tree out."""
