"""Pure: what counts as a word, its inflections, and what is almost the same word."""
