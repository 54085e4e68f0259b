"""What local variants teach, honestly: few observations, shared strength, no false certainty."""

from samenspel.analyse.leren.vergelijken import Comparison, Prior, Score, Share, Verdict, compare

__all__ = ["Comparison", "Prior", "Score", "Share", "Verdict", "compare"]
