"""Whether it helped a household, and what is open again because it did not."""
