"""What every room stands on, as tables."""

from samspel.core.models.audit import AuditEvent
from samspel.core.models.drafts import Draft
from samspel.core.models.evidence import Evidence
from samspel.core.models.territory import County, Municipality
from samspel.core.models.users import User

__all__ = ["AuditEvent", "County", "Draft", "Evidence", "Municipality", "User"]
