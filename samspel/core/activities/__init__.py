"""Economic activities: NACE Rev. 2 and SNI 2007, which are the same down to classes. Pure: knows no database."""

from samspel.core.activities.nace import LEVELS, CodeError, NaceActivity, divisions, normal_code, sections

__all__ = ["LEVELS", "CodeError", "NaceActivity", "divisions", "normal_code", "sections"]
