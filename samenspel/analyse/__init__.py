"""The kernel: pure functions over many things.

It knows no Django, no clock and no chance without a seed: the same input gives the same
outcome. Every outcome carries its parts, so that a page can explain it.
"""

KERNEL_VERSION = "2"
"""Goes up when the same input gives another outcome."""
