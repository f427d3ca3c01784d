"""What a source tells of the people, bodies and the failure that it proposes, to compare several sources."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.resolve.incidents import stems
from kg.resolve.nouns import Profile, Resolved
from kg.resolve.page import Page
from kg.resolve.people import People
from kg.resolve.words import is_a

# A name counts as often as it comes up, up to this, and more where an article begins.
_OFTEN, _EARLY, _LONG, _KNOWN = 3, 2.0, 1.5, 0.3
_LEAD = 700
_MOST = 80
_WIDE = frozenset(
    "england wales scotland britain uk united kingdom london northern ireland europe european british english welsh "
    "scottish irish american parliament commons lords mp mps nhs bbc government god christmas easter echo post times "
    "gazette herald courier register news".split()
)


def profile_of(page: Page, people: People, resolved: Resolved) -> Profile:
    """Return the profile of a resolved source."""
    agents = tuple(agent for agent in resolved.agents if agent.kind in ("Person", "Organisation"))
    incident = resolved.incidents[0] if resolved.incidents else None
    title = resolved.source.title or ""
    names = _names(page, people) if incident else {}
    words = dict.fromkeys(sorted(stems(title)), 2.0) if incident else {}
    for word in sorted(stems(page.text[:_LEAD])) if incident else ():
        words.setdefault(word, 1.0)
    return Profile(resolved.source.id, resolved.source.published, agents, incident, names, words)


def _names(page: Page, people: People) -> dict[str, float]:
    """Return the names that stand in a text with what each weighs."""
    # Whoever speaks of one failure speaks of others, and bodies on record have been named for another.
    persons = {place for call in people.calls for place in range(call.start, call.end)}
    counts: Counter[str] = Counter()
    early: set[str] = set()
    known: set[str] = set()
    for start, end in _runs(page):
        name = " ".join(page.form(place) for place in range(start, end))
        counts[name] += 1
        if page.words[start].start < _LEAD:
            early.add(name)
        if all(place in page.covered or place in persons for place in range(start, end)):
            known.add(name)
    weights = {}
    for name, count in counts.items():
        weight = min(count, _OFTEN) * (_EARLY if name in early else 1.0) * (_LONG if " " in name else 1.0)
        weights[name] = round(weight * (_KNOWN if name in known else 1.0), 2)
    best = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return dict(sorted(best))


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the rows of words that are capitalised for another reason than that a sentence begins."""
    place = 0
    while place < len(page.words):
        end = place
        while end < len(page.words) and _is_name(page, end) and (end == place or page.gap(end) in (" ", "-", "' ")):
            end += 1
        start = place
        while start < end and is_a(page.form(start), "title", "title-m", "title-f", "rank", "office", "party"):
            start += 1
        is_head = end > start and page.sentence_span(page.words[start].start)[0] >= page.words[start].start - 1
        if start < end and not (is_head and end - start == 1) and not _is_wide(page, range(start, end)):
            yield start, end
        place = max(end, place + 1)


def _is_name(page: Page, place: int) -> bool:
    word = page.words[place]
    return word.is_capital and word.text[0].isalpha() and not is_a(word.form, "common")


def _is_wide(page: Page, places: Sequence[int]) -> bool:
    forms = [page.form(place) for place in places]
    return all(form in _WIDE or is_a(form, "body", "party") for form in forms)
