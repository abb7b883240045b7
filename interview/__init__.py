"""A guided interview in the terminal: YAML flows in, a sourced management summary out."""

__version__ = "0.1.0"
