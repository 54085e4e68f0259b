"""The errors of the kernel: a small tree, each with a sentence that a user may read."""


class AnalyseError(ValueError):
    """The input cannot be calculated with; the Dutch message says why and what to do."""
