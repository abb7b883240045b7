"""The commands, one module each, with the name that is typed; their options are in `cli.parser`."""
