"""The margin: a story's notes beside their passages, or under the page."""
