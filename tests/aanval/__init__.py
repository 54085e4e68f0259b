"""Attacks: each file is one attacker with a goal, what she knows, and why she does not get it."""
