"""In what way one organisation holds another (Regulation (EU) 651/2014, annex I, art. 3)."""

from samspel.core.figures import Text

HOLDINGS = {
    "shares": Text("andel av kapitalet", "share of the capital"),
    "votes": Text("andel av rösterna", "share of the votes"),
    "appoints": Text("rätt att utse ledningens majoritet", "right to appoint the management's majority"),
    "dominant": Text("bestämmande inflytande", "dominant influence"),
}
