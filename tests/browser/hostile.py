"""Texts that a page must show and never obey, and a record that is made of them."""

import re
from pathlib import Path

import pyoxigraph as ox

LONG = "x" * 10_000
TEXTS = (
    # Out of where text stands.
    "</script><script>window.hacked=1</script>",
    "</script ><svg onload=window.hacked=1>",
    "<!--<script>window.hacked=1",
    "--><script>window.hacked=1</script><!--",
    "</title><script>window.hacked=1</script>",
    "</style><script>window.hacked=1</script>",
    "</textarea><script>window.hacked=1</script>",
    "</noscript><script>window.hacked=1</script>",
    "</template><script>window.hacked=1</script>",
    "</td></tr></table><script>window.hacked=1</script>",
    "</option></select><script>window.hacked=1</script>",
    "</bdi></q></article><script>window.hacked=1</script>",
    "]]><script>window.hacked=1</script>",
    "<![CDATA[<script>window.hacked=1</script>]]>",
    '"><script>window.hacked=1</script>',
    "'><script>window.hacked=1</script>",
    "`><script>window.hacked=1</script>",
    '"}]});window.hacked=1;//',
    "\\u003c/script\\u003e\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    '\\"+window.hacked=1+\\"',
    "\u2028window.hacked=1\u2029//",
    # Elements and handlers.
    "<img src=x onerror=window.hacked=1>",
    "<img src=x onerror=alert(1)//",
    "<IMG SRC=x OnErRoR=window.hacked=1>",
    "<svg><script>window.hacked=1</script></svg>",
    "<svg/onload=window.hacked=1>",
    "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>",
    "<body onload=window.hacked=1>",
    "<details open ontoggle=window.hacked=1>",
    "<input autofocus onfocus=window.hacked=1>",
    "<video><source onerror=window.hacked=1>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'>",
    "<iframe src=javascript:parent.hacked=1>",
    "<object data=javascript:window.hacked=1>",
    "<embed src=javascript:window.hacked=1>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hacked=1'>",
    "<base href=http://127.0.0.1:9/>",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
    "<style>body{display:none}</style>",
    "<form action=http://127.0.0.1:9/><button>go</button></form>",
    "<template shadowrootmode=open><script>window.hacked=1</script></template>",
    "<a href=javascript:window.hacked=1>click me</a>",
    '" onmouseover="window.hacked=1',
    "' onfocus='window.hacked=1' autofocus='",
    "x onclick=window.hacked=1 style=position:fixed;inset:0",
    # Links.
    "javascript:window.hacked=1",
    "JaVaScRiPt:window.hacked=1",
    "java\tscript:window.hacked=1",
    "data:text/html,<script>parent.hacked=1</script>",
    "vbscript:window.hacked=1",
    "file:///etc/passwd",
    "http://127.0.0.1:9/beacon?x=1",
    "//127.0.0.1:9/beacon",
    "#view&node=hostile-0",
    "../../../../etc/passwd",
    # Templates and formats.
    "{{ 7 * 7 }}",
    "{% raw %}{{ title }}{% endraw %}",
    "${window.hacked=1}",
    "#{7*7}",
    "<%= 7 * 7 %>",
    "%s %d %n %x",
    "{0.__class__.__mro__}",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &quot;",
    "&lt",
    "url(http://127.0.0.1:9/x.png)",
    "expression(window.hacked=1)",
    "\\3c script\\3e",
    "**bold** [link](javascript:window.hacked=1) `code` | cell |",
    '=HYPERLINK("http://127.0.0.1:9/","x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3",
    "=1+1",
    # Names of things of the language.
    "null",
    "undefined",
    "NaN",
    "[object Object]",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "toString",
    "true",
    "0",
    "None",
    # What the eye and the direction of writing obey.
    "\u202eevil\u202c txt.exe",
    "\u2066isolated\u2067 never closed",
    "\u202dCharles \u202eekralC",
    "\u200fright to left\u200e",
    "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645",
    "C\u04bbarles Cl\u0430rke",
    "Pete\u0433 \u0421larke",
    "\uff1cscript\uff1ewindow.hacked=1\uff1c/script\uff1e",
    "zero\u200bwidth\u200cjoined\u200dand\ufeffmarked",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034da\u036b\u0357\u0334\u035c\u0334\u035c",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f3f4\U000e0067\U000e0062\U000e007f",
    "\U000f0000 private \U0010fffd",
    "line one\nline two",
    "tab\there",
    "\u00a0\u2003 spaces \u3000",
    "bell \x07 escape \x1b[31m delete \x7f",
    "\ufffe \uffff",
    "e\u0301 and \u00e9",
    LONG,
    "word " * 2_000,
    "<b>" * 3_000,
)
# The texts that go into the settings of a workspace and into a title, one line each.
TITLE = "</title><script>window.hacked=1</script>{{ 7 * 7 }}\u202e\"'"
_HEAD = "".join(
    f"PREFIX {prefix}: <{space}>\n"
    for prefix, space in {
        "act": "https://w3id.org/on-record/act#",
        "dcterms": "http://purl.org/dc/terms/",
        "id": "https://w3id.org/on-record/id/",
        "kg": "https://w3id.org/on-record/ontology#",
        "kind": "https://w3id.org/on-record/kind#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }.items()
)
_RECORD = """
id:hostile-{n} a kg:{kind} ; rdfs:label {name} ; kg:speaksFor id:body-{n} .
id:body-{n} a kg:Organisation ; rdfs:label {name} .
id:event-{n} a kg:Incident ; rdfs:label {name} ; kg:kind kind:failure .
id:post-{n} a kg:Post ; rdfs:label {name} ; org:postIn id:body-{n} .
id:tenure-{n} a kg:Tenure ; rdfs:label {name} ; kg:holder id:hostile-{n} ; kg:post id:post-{n} ;
    kg:start "2001-01-01"^^xsd:date ; kg:end "2002-01-01"^^xsd:date .
id:source-{n} a kg:Source ; rdfs:label {name} ; dcterms:title {name} ; dcterms:publisher id:body-{n} ;
    dcterms:issued "2002-01-01"^^xsd:date ; kg:fileName {plain} ; kg:sha256 "ab" .
id:s-{n} a kg:Statement ; kg:speaker id:hostile-{n} ; kg:spokeAs id:tenure-{n} ; kg:about id:event-{n} ;
    kg:act act:{act} ; kg:towards id:body-{n} , id:hostile-{next} ; kg:onBehalfOf id:body-{n} ; kg:gist {text} ;
    kg:polarity kg:{polarity} ; kg:earliest "2001-02-{day:02d}"^^xsd:date ; kg:latest "2001-02-{day:02d}"^^xsd:date ;
    kg:saidOn "2001-02-{day:02d}" ; kg:occasion {text} .
id:r-{n} a kg:Report ; kg:reports id:s-{n} ; kg:source id:source-{n} ; kg:reporter id:source-{n} ;
    kg:wording kg:direct ; kg:quotation {text} ; kg:origin kg:machine ;
    kg:selector id:p-{n} ; kg:hedge {text} ; kg:cue {text} ;
    kg:attributedAs {text} ; kg:reading {text} .
id:p-{n} a kg:Passage ; kg:source id:source-{n} ; oa:start 1 ; oa:end 9 ; oa:exact {plain} .
id:rel-{n} a kg:Relation ; kg:from id:s-{n} ; kg:to id:s-{next} ; kg:assertedBy id:hostile-{n} ; rdfs:comment {text} ;
    kg:relationType <http://purl.org/spar/cito/disputes> .
"""


def is_name(text: str) -> bool:
    """Say whether the store takes a text for a name: none that turns the direction of writing or holds a control."""
    return not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text)


def turtle() -> str:
    """Return a record in which each text is a name, a body, an incident, a post, a file, a title and what was said."""
    return _HEAD + "".join(
        _RECORD.format(
            n=n,
            next=(n + 1) % len(TEXTS),
            text=ox.Literal(text, language="en"),
            name=ox.Literal(text if is_name(text) else f"No name for {n}", language="en"),
            plain=ox.Literal(text),
            kind=("Person", "UnnamedSpeaker")[n % 2],
            act=("blames", "defends", "demands", "states")[n % 4],
            polarity=("affirmed", "negated", "withheld")[n % 3],
            day=n % 28 + 1,
        )
        for n, text in enumerate(TEXTS)
    )


def write_workspace(folder: Path) -> Path:
    """Write the record as a workspace; return its folder."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "kg.toml").write_text("[workspace]\nname = 'Hostile'\n", encoding="utf-8")
    (folder / "seeds" / "hostile.ttl").write_text(turtle(), encoding="utf-8")
    return folder
