"""Samenspel: governments, care providers and residents at work on one opgave."""
