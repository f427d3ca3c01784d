"""How a question calls a body by what it was or became."""

import re

from kg.ask.patterns import Hinted

# "Or its successors": the body under all its names.
OVER_NAMES = Hinted(
    "over the years|successor|predecessor|before|whatever |former name|under any|under all|under its|by any name",
    r"\b(?:over the years|successors?|predecessors?|(?:bod(?:y|ies)|one|what(?:ever)?) (?:came )?before|"
    r"whatever (?:it|they|that)(?:'s| is| was| are| were)? (?:now |later |then )?(?:called|known as)"
    r"(?: now| today| later)?|former names?|under (?:any|all|its) names?|by any name)\b",
)
# "The body that later became the agency": the agency, by whatever name.
RENAMED = Hinted(
    "now|today|later|since|subsequent|eventually|soon|become|used to|once|formerly|previously|earlier",
    r"(?:\b(?:the|a) (?:body|organi[sz]ation|agency|board|department|authority|union|charity|company|firm|force|"
    r"ministry|directorate|institution|outfit|one)(?: that| which)?|(?<=\w )what)"
    r"(?: (?:is|was|has|had|would|went on|to))*"
    r" (?:now|today|later|since|subsequently|eventually|soon|become|becomes|used to|once|formerly|previously|earlier)"
    r"(?: (?:be|become|became|been|turned into|renamed|called|known as|was|went by the name of))*(?: the)? (?=\w)",
    re.I,
)
