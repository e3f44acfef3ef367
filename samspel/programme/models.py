"""All models of the programme's own pages, where Django looks for them. Their label and migrations are those of
core.programmes."""

from samspel.programme.initiatives.models import Initiative, MilestoneReached

__all__ = ["Initiative", "MilestoneReached"]
