"""What the value of a field may be. Each kind reads the raw TOML value at a spot, or notes what is wrong.

`read` returns None where the value cannot be used; the problem has then been noted.
"""
