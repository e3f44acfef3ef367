"""Legal bases for keeping personal data (Regulation (EU) 2016/679, art. 6.1)."""

from samspel.core.figures import Text

BASES = {
    "consent": Text("samtycke", "consent"),
    "public_task": Text("uppgift av allmänt intresse", "public task"),
    "contract": Text("avtal", "contract"),
}
