"""What comes in: a registry and a file for each format."""
