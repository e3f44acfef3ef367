"""Evidence of an expenditure: the document itself, or where it can be read."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samspel.core import access, audit, clock
from samspel.core.models import Evidence
from samspel.core.triggers import Refusal
from samspel.core.uploads import Accepted, UploadError
from samspel.money.expenditure.policy import ExpenditureAction
from samspel.money.models import EvidenceFile, Expenditure

_FILES = "money_evidencefile"
_IS_EXAMPLE = "COALESCE((SELECT e.example FROM kernel_evidence AS e WHERE e.id = OLD.evidence_id), TRUE)"
KEPT_FILES = (
    Refusal(_FILES, f"{_FILES}_keep_update", "update", "TRUE", "evidence stays as it was handed in"),
    Refusal(_FILES, f"{_FILES}_keep_delete", "delete", f"NOT {_IS_EXAMPLE}", "evidence is kept"),
)
"""A file is as immutable as the evidence it belongs to; only an example's may go."""


@transaction.atomic
def evidence_attach(
    *, actor: Any, expenditure: Expenditure, title: str, reference: str, file: Accepted | None
) -> Evidence:
    """Add evidence: a reference such as a journal number, a file, or both. UploadError with neither, or the same
    file again."""
    access.require(actor, ExpenditureAction.RECORD, expenditure)
    if file is None and not reference.strip():
        raise UploadError(_("Give a file, or where the evidence can be read."))
    if file is not None and expenditure.evidence.filter(file__digest=file.digest).exists():
        raise UploadError(_("The very same file is already attached."))
    made = Evidence.objects.create(
        title=title.strip()[:200] or (file.filename if file else reference.strip())[:200],
        reference=reference.strip()[:300] or (file.filename if file else ""),
        recorded_at=clock.now(),
        recorded_by=actor,
        example=expenditure.example,
    )
    if file is not None:
        EvidenceFile.objects.create(
            evidence=made,
            programme_id=expenditure.programme_id,
            partner_id=expenditure.partner_id,
            filename=file.filename,
            media_type=file.media_type,
            size=len(file.content),
            digest=file.digest,
            content=file.content,
        )
    expenditure.evidence.add(made)
    told = {"title": made.title, "reference": made.reference, "digest": file.digest if file else ""}
    audit.write(actor, "expenditure.evidence_added", expenditure, changes=told)
    return made
