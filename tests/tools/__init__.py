"""Tests of the commands under tools/."""
