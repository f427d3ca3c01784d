"""Finding statements by the words of their quotations and gists."""

import re
import sqlite3

_WORD = re.compile(r"\w+")
_SEARCH = """
SELECT u.statement, u.report, -bm25(words) FROM words JOIN utterance u ON u.id = words.rowid
WHERE words MATCH ? ORDER BY bm25(words), u.statement, u.report LIMIT ?
"""


def search_words(db: sqlite3.Connection, text: str, limit: int) -> list[tuple[str, str, float]]:
    """Return the statements whose words fit best.

    Args:
        db: the side tables.
        text: a phrase between quotation marks, or words in any order; where nothing has all of them, any of them.
        limit: how many rows at most.

    Returns:
        Rows of statement IRI, report IRI (empty when the words stand in the gist) and a score, 0.0 to 1.0.
    """
    words = list(dict.fromkeys(_WORD.findall(text.lower())))[:64]
    if not words:
        return []
    rows: dict[tuple[str, str], float] = {}
    # Any of the words only where nothing has all of them: "and" alone would rank most of the record.
    for query in (_phrase(text), " AND ".join(map(_quote, words)), " OR ".join(map(_quote, words))):
        if query and not rows:
            for statement, report, weight in db.execute(_SEARCH, (query, limit)):
                rows.setdefault((statement, report or ""), weight)
    best = max(rows.values(), default=1.0) or 1.0
    return [(*key, max(0.0, min(1.0, weight / best))) for key, weight in list(rows.items())[:limit]]


def _phrase(text: str) -> str:
    found = re.search(r"[\"“](.+?)[\"”]", text)
    return _quote(" ".join(_WORD.findall(found[1]))) if found and _WORD.search(found[1]) else ""


def _quote(word: str) -> str:
    return f'"{word}"'
