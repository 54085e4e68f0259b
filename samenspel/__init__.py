"""Samenspel: governments, care providers and residents at work on one opgave."""

__version__ = "0.1.0"
