"""What texts about people have in common, and what must not be shared."""
