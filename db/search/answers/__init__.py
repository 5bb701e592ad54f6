"""From a query to what a reader is shown: what matches, in which order, with which passage."""
