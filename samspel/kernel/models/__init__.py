"""What every room stands on, as tables."""

from samspel.kernel.models.audit import AuditEvent
from samspel.kernel.models.drafts import Draft
from samspel.kernel.models.evidence import Evidence
from samspel.kernel.models.territory import County, Municipality
from samspel.kernel.models.users import User

__all__ = ["AuditEvent", "County", "Draft", "Evidence", "Municipality", "User"]
