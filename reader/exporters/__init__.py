"""What goes out: a registry and a file for each format."""
