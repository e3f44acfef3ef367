"""NACE Rev. 2 sections of economic activities."""

from samspel.core.figures import Text

# NACE Rev. 2 sections and the divisions they begin and end with (Regulation (EC) No 1893/2006, annex I).
SECTIONS = (
    (1, 3, "A", Text("Jordbruk, skogsbruk och fiske", "Agriculture, forestry and fishing")),
    (5, 9, "B", Text("Utvinning av mineral", "Mining and quarrying")),
    (10, 33, "C", Text("Tillverkning", "Manufacturing")),
    (35, 35, "D", Text("Försörjning av el, gas, värme och kyla", "Electricity, gas, steam and air conditioning")),
    (36, 39, "E", Text("Vatten, avlopp, avfall och sanering", "Water supply, sewerage, waste and remediation")),
    (41, 43, "F", Text("Byggverksamhet", "Construction")),
    (45, 47, "G", Text("Handel; reparation av motorfordon", "Wholesale and retail trade; repair of vehicles")),
    (49, 53, "H", Text("Transport och magasinering", "Transportation and storage")),
    (55, 56, "I", Text("Hotell och restaurang", "Accommodation and food service")),
    (58, 63, "J", Text("Information och kommunikation", "Information and communication")),
    (64, 66, "K", Text("Finans och försäkring", "Financial and insurance activities")),
    (68, 68, "L", Text("Fastigheter", "Real estate activities")),
    (69, 75, "M", Text("Juridik, ekonomi, vetenskap och teknik", "Professional, scientific and technical activities")),
    (77, 82, "N", Text("Uthyrning, resetjänster och stödtjänster", "Administrative and support services")),
    (84, 84, "O", Text("Offentlig förvaltning och försvar", "Public administration and defence")),
    (85, 85, "P", Text("Utbildning", "Education")),
    (86, 88, "Q", Text("Vård och omsorg", "Human health and social work")),
    (90, 93, "R", Text("Kultur, nöje och fritid", "Arts, entertainment and recreation")),
    (94, 96, "S", Text("Annan serviceverksamhet", "Other service activities")),
    (97, 98, "T", Text("Förvärvsarbete i hushåll", "Activities of households as employers")),
    (99, 99, "U", Text("Internationella organisationer", "Extraterritorial organisations")),
)


def section_of(industry: str) -> Text | None:
    """The NACE section of an industry code such as 10.71 or 10710; None where it belongs to none."""
    digits = "".join(c for c in industry if c.isdigit())[:2]
    division = int(digits) if len(digits) == 2 else 0
    return next((name for first, last, _code, name in SECTIONS if first <= division <= last), None)
