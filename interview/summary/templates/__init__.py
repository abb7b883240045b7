"""Summaries as text: Jinja2 templates in a sandbox, and what they may see and do."""
