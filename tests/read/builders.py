"""Documents about ferries that never were: pages, PDF, debates and texts, made for the tests."""

import random
import zlib
from collections.abc import Sequence

_WORDS = (
    "ferry harbour engine island council quay captain timetable repair storm ticket winter mayor budget inquiry deck"
    " crossing passenger director warning contract report bridge anchor channel morning evening crew signal tide"
).split()
_VERBS = "failed stopped sailed waited broke opened closed promised warned paid signed delayed found missed".split()
_SMALL = "the a of to and in that for with on was had it he she they from by at".split()


def sentence(chance: random.Random, words: int = 16) -> str:
    """Make up a sentence."""
    picked = [chance.choice(_SMALL if place % 2 else _WORDS) for place in range(words)]
    picked[words // 2] = chance.choice(_VERBS)
    return " ".join(["The", *picked]) + "."


def article(seed: int, paragraphs: int = 6) -> str:
    """Make up an article: a headline, paragraphs, and a quotation in each third."""
    chance = random.Random(seed)
    parts = [f"Ferry number {seed} stays at the {chance.choice(_WORDS)}"]
    for place in range(paragraphs):
        text = " ".join(sentence(chance) for _ in range(3))
        parts.append(f"“{text}” said Ann Archer {seed}." if place % 3 == 1 else text)
    return "\n\n".join(parts) + "\n"


def page(body: str, head: str = "", title: str = "Ferry stops") -> bytes:
    """Make a page around a body."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    ).encode()


def story(
    paragraphs: Sequence[str], extra: str = "", head: str = "", headline: str = "Ferry stops for nine days"
) -> bytes:
    """Make a page with an article among menus and a footer."""
    shown = "".join(f"<p>{text}</p>" for text in paragraphs)
    return page(
        '<div class="cookie-banner"><p>We use cookies to improve your visit.</p></div>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/isles">Isles</a></li></ul></nav>'
        f"<main><article><h1>{headline}</h1>{shown}{extra}</article></main>"
        "<footer><p>© Merrow Herald. All rights reserved.</p></footer>",
        head,
        f"{headline} | Merrow Herald",
    )


PARAGRAPHS = (
    "The ferry company said on Sunday that nothing would sail for nine days in a row because of the engines.",
    "“We let the islanders down,” said Ben Sample, the director of the company. “It will not happen again.”",
    "Ann Archer, who sits for the island on the council, asked who had known of it and for how long they had known.",
    "The company said that it would pay for every ticket that had been bought before the first of the month.",
)


def pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """Make a PDF with lines of text on pages; an empty page has none."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
        stream = zlib.compress(f"BT /F1 11 Tf 14 TL 72 760 Td {shown}ET".encode("cp1252"))
        objects.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n" + stream.decode("latin-1") + "\nendstream"
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
            " /Encoding /WinAnsiEncoding >> >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< {info} >>")
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return out + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def debate(speeches: Sequence[tuple[str, str]], day: str = "2019-03-04") -> str:
    """Make a debate as TheyWorkForYou publishes it."""
    base = f"uk.org.publicwhip/debate/{day}a"
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<publicwhip scraperversion="a" latest="yes">\n'
        f'<oral-heading id="{base}.100.0" nospeaker="true" colnum="100">Oral Answers to Questions</oral-heading>\n'
        f'<major-heading id="{base}.100.1" nospeaker="true" colnum="100" time="11:34:00">Ferries</major-heading>\n'
    ]
    for number, (name, words) in enumerate(speeches, 2):
        who = (
            f'speakerid="uk.org.publicwhip/member/{900 + number}" person_id="uk.org.publicwhip/person/{10000 + number}"'
            f' speakername="{name}"'
            if name
            else 'nospeaker="true"'
        )
        shown = "".join(
            f'<p pid="a100.{number}/{place}">{text}</p>\n' for place, text in enumerate(words.split("\n"), 1)
        )
        parts.append(
            f'<speech id="{base}.100.{number}" {who} colnum="100" time="11:3{number % 10}:00"'
            f' url="https://hansard.example/{day}#g{number}">\n{shown}</speech>\n'
        )
    return "".join(parts) + "</publicwhip>\n"
