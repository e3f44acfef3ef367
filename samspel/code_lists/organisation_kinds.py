"""Kinds of organisations."""

from samspel.core.figures import Text

KINDS = {
    "company": Text("företag", "company"),
    "municipality": Text("kommun", "municipality"),
    "region": Text("region", "region"),
    "university": Text("lärosäte", "university"),
    "institute": Text("forskningsinstitut", "research institute"),
    "incubator": Text("inkubator", "incubator"),
    "science_park": Text("science park", "science park"),
    "cluster": Text("kluster", "cluster"),
    "agency": Text("statlig myndighet", "agency"),
    "association": Text("förening eller stiftelse", "association or foundation"),
}
ACTOR_KINDS = {code: name for code, name in KINDS.items() if code != "company"}
