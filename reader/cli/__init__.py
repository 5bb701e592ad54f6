"""The command line: a file for each family of commands, imported when one of its commands runs."""
