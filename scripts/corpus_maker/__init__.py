"""Builds printed declarations whose truth is known, because the truth was there first."""
