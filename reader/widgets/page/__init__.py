"""The page, where stories are read and marked; `messages` may be had without it."""
