"""The words and places the example is made of. Companies are invented; the research actors are real, what they do here is not."""

# (area, activity's track, activity, title, partners in order of responsibility, first month 1–36, months it lasts, other areas)
INITIATIVES = [
    ("industry", "industry-offers", "test-beds", "Kartläggning av testmiljöer för tillverkning", ["vastmanland"], 2, 3, []),
    ("life", "life-system", "network", "Nätverksträff för välfärdsteknik", ["uppsala"], 3, 1, []),
    ("food", "food-system", "network", "Gemensam livsmedelsgrupp startar", ["sormland", "ostergotland"], 4, 2, []),
    ("energy", "energy-nodes", "environments", "Inkubatorernas energinod", ["orebro", "vastmanland"], 5, 3, []),
    ("industry", "industry-offers", "clear-offers", "Ett gemensamt erbjudande till verkstadsföretag", ["orebro", "sormland"], 6, 4, []),
    ("life", "life-system", "need-owners", "Behovsägare i vården möts", ["ostergotland", "uppsala", "vastmanland"], 7, 2, []),
    ("food", "food-companies", "test-beds", "Provkök och labb för små livsmedelsföretag", ["uppsala"], 8, 3, []),
    ("energy", "energy-offers", "gatherings", "Näringslivssamling om solel och lager", ["ostergotland"], 9, 1, []),
    ("industry", "industry-international", "vanguard", "Vanguardpilot inom additiv tillverkning", ["orebro", "uppsala", "vastmanland", "sormland", "ostergotland"], 10, 6, []),
    ("food", "food-system", "cross-links", "Sensorer i växthus och lager", ["sormland", "orebro", "ostergotland"], 11, 4, ["industry"]),
    ("life", "life-companies", "test-beds", "Öppet testboende för nya hjälpmedel", ["ostergotland"], 11, 5, []),
    ("energy", "energy-nodes", "investor-meetings", "Investerardag för energiföretag", ["vastmanland", "sormland"], 12, 1, []),
    ("industry", "industry-coordination", "skills", "Kurs i automation för småföretag", ["orebro"], 13, 3, []),
    ("life", "life-system", "contests", "Innovationstävling: robotar i omsorgen", ["uppsala", "vastmanland"], 14, 3, ["industry"]),
    ("food", "food-companies", "business", "Affärscoachning för gårdsmejerier", ["sormland", "ostergotland"], 15, 4, []),
    ("energy", "energy-region", "research", "Forskningsfrågor från småföretag", ["uppsala", "vastmanland", "orebro"], 16, 4, []),
    ("industry", "industry-offers", "promoters", "Främjardag om nya affärsmodeller", ["sormland", "orebro", "ostergotland"], 17, 1, []),
    ("life", "life-companies", "competence-map", "Karta över kompetenser i hälsa", ["ostergotland", "uppsala"], 18, 5, []),
    ("energy", "energy-offers", "workshops", "Spillvärme till odling och industri", ["ostergotland"], 19, 2, ["industry", "food"]),
    ("food", "food-cooperation", "s3-agrifood", "Partnermöte i S3-plattformen för livsmedel", ["uppsala", "vastmanland", "orebro", "sormland", "ostergotland"], 21, 1, []),
    ("industry", "industry-hub", "hub", "Ansökan om digital innovationshubb", ["vastmanland", "orebro"], 23, 3, []),
    ("life", "life-system", "need-owners", "Upphandling som innovationsverktyg, pilot", ["uppsala", "orebro", "ostergotland"], 24, 6, []),
    ("energy", "energy-offers", "gatherings", "Demoanläggningar öppnar för företag", ["sormland", "ostergotland"], 25, 3, []),
    ("food", "food-companies", "accelerator", "Gemensam omgång med Livsmedelsacceleratorn", ["uppsala", "sormland"], 27, 5, []),
    ("industry", "industry-coordination", "outreach", "Uppsökande industribesök", ["vastmanland", "sormland"], 28, 4, []),
    ("life", "life-academia", "education", "Studentprojekt i välfärdsteknik", ["uppsala"], 30, 4, []),
    ("energy", "energy-region", "s3-energy", "Samverkan i EU:s energiplattform", ["vastmanland", "orebro", "ostergotland"], 31, 4, []),
    ("food", "food-system", "cross-links", "Förpackningar och återvunna material", ["sormland", "ostergotland"], 33, 3, ["industry"]),
    ("industry", "industry-offers", "clear-offers", "Erbjudandet blir bestående", ["vastmanland", "uppsala", "orebro", "sormland", "ostergotland"], 34, 3, []),
]  # fmt: skip

# Municipalities where many companies take part, with their share; the rest get one to six each.
HUBS = {
    "Linköping": 22, "Uppsala": 20, "Västerås": 20, "Örebro": 18, "Eskilstuna": 15, "Norrköping": 14, "Köping": 8,
    "Karlskoga": 8, "Nyköping": 8, "Enköping": 7, "Katrineholm": 7, "Motala": 7, "Strängnäs": 6,
}  # fmt: skip
NOT_REACHED = {"Tierp", "Ydre", "Skinnskatteberg", "Ljusnarsberg", "Vingåker", "Boxholm"}

# Real universities, named with public facts: organisation number, name, municipality.
UNIVERSITIES = [
    ("202100-2932", "Uppsala universitet", "SE0380"),
    ("202100-2817", "Sveriges lantbruksuniversitet", "SE0380"),
    ("202100-2916", "Mälardalens högskola", "SE1980"),
    ("202100-2924", "Örebro universitet", "SE1880"),
    ("202100-3096", "Linköpings universitet", "SE0580"),
]

SUPPORT_KINDS = [
    "advice",
    "advice",
    "advice",
    "test_bed",
    "coaching",
    "coaching",
    "workshop",
    "matching",
    "training",
]

VOUCHER_TEXTS = {
    "staff": ["Lön områdesledare", "Lön projektledning", "Sociala avgifter"],
    "external": [
        "Workshopledning",
        "Omvärldsanalys",
        "Testtid i labb",
        "Föreläsare",
        "Upphandlad uppföljning",
    ],
    "other": ["Resa till partnermöte", "Lokal", "Tryck och webb", "Schablon för övriga kostnader"],
}

# (e-mail name, full name, role, partner, area, organisation's position in the example)
PEOPLE = [
    ("programledare", "Karin Lund", "programme_manager", None, None, None),
    ("omradesledare", "Amir Haddad", "area_lead", None, "life", None),
    ("utvecklare", "Elin Sjöberg", "regional_officer", "sormland", None, None),
    ("controller", "Johan Ek", "controller", "ostergotland", None, None),
    ("styrgrupp", "Marianne Holm", "steering_member", None, None, None),
    ("aktor", "Petra Nyman", "actor_member", None, None, "university"),
    ("foretag", "Olle Berg", "company_contact", None, None, "company"),
    ("utvarderare", "Sara Lind", "evaluator", None, None, None),
    ("administrator", "Nils Åker", "administrator", None, None, None),
]
