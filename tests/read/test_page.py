"""Pages: the article, its parts, what the page tells of itself, and the way back to its characters."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model import ARTICLE_ROLES, Document
from kg.read import read_data
from kg.read.markup import read_markup
from tests.read.builders import PARAGRAPHS, page, sentence, story


def roles(document: Document) -> dict[str, str]:
    return {document.passage(part.span): part.role for part in document.parts}


def read(data: bytes, name: str = "page.html") -> Document:
    return read_data(name, data)


def test_the_article_is_read_and_what_surrounds_it_is_not() -> None:
    document = read(story(PARAGRAPHS))
    assert document.text == "\n\n".join(["Ferry stops for nine days", *PARAGRAPHS])
    assert [part.role for part in document.parts] == ["title", *["paragraph"] * 4]
    assert document.media_type == "text/html"


def test_captions_pull_quotes_share_bars_and_updates_have_roles() -> None:
    extra = (
        "<figure><img src=a.jpg><figcaption>The quay “at dawn” on Sunday</figcaption></figure>"
        '<aside class="pull-quote"><p>“We let the islanders down”</p><cite>Ben Sample</cite></aside>'
        f"<p>{PARAGRAPHS[3]} Nobody had asked before.</p>"
        '<div class="share-tools"><a href="#">Share on Facebook</a></div>'
        '<div class="c-ad-slot">Advertisement</div>'
        "<p>Last updated: 4 March 2024</p>"
        "<blockquote><p>“I cannot say more than that,” she wrote.</p></blockquote>"
        f"<p>{PARAGRAPHS[2]} They met on Monday.</p>"
    )
    found = roles(read(story(PARAGRAPHS, extra)))
    assert found["The quay “at dawn” on Sunday"] == "caption"
    assert found["“We let the islanders down”"] == "pull-quote"
    assert found["Ben Sample"] == "pull-quote"
    assert found["Share on Facebook"] == "share"
    assert found["Advertisement"] == "advertisement"
    assert found["Last updated: 4 March 2024"] == "updated"
    assert found["“I cannot say more than that,” she wrote."] == "block-quote"
    assert not any("cookies" in text for text in found)


def test_every_place_leads_back_to_the_characters_of_the_page() -> None:
    data = story(
        ["He said:&nbsp;“No   more\n than <b>ten</b> &amp; <i>one</i>.” Siân &#8217;s ferry &mdash; late.", *PARAGRAPHS]
    )
    document, raw = read(data), data.decode()
    assert "He said:\xa0“No more than ten & one.” Siân ’s ferry — late." in document.text
    assert document.places
    for place in document.places:
        text, source = document.passage(place.span), raw[slice(*place.raw)] if place.raw else ""
        if len(text) == len(source):
            assert re.sub(r"\s", " ", source) == text
        else:
            assert text in "&\xa0’—“” "
    covered = sum(place.span[1] - place.span[0] for place in document.places)
    assert covered == len(document.text) - document.text.count("\n")


# Ways in which quoted words stand in pages that extractors lose: each within the article.
AWKWARD = {
    "short": "<p>“No,” she said.</p>",
    "bare division": "<div>“Nobody told us about the engines,” said the mayor.</div>",
    "span alone": "<span>“Nobody told us about the engines,” said the mayor.</span>",
    "list": "<ul><li>“Nobody told us about the engines,” said the mayor.</li></ul>",
    "table": "<table><tr><td>Mayor</td><td>“Nobody told us about the engines.”</td></tr></table>",
    "quote": "<blockquote>“Nobody told us about the engines,” said the mayor.</blockquote>",
    "details": "<details><summary>More</summary><p>“Nobody told us about the engines,” said the mayor.</p></details>",
    "section": '<section class="story-box"><p>“Nobody told us about the engines,” said the mayor.</p></section>',
    "linked": '<p><a href="/x">“Nobody told us about the engines,” said the mayor.</a></p>',
    "breaks": "“Nobody told us<br>about the engines,”<br><br>said the mayor.",
    "inline": "<p>“Nobody <em>told</em> us <a href=/x>about</a> the <b>engines</b>,” said the mayor.</p>",
    "heading": "<h2>‘Nobody told us about the engines’</h2>",
    "caption": "<figure><figcaption>The mayor: “Nobody told us about the engines”</figcaption></figure>",
    "pull": "<aside><blockquote>“Nobody told us about the engines”</blockquote></aside>",
    "twice": "<p>“We let the islanders down,” said Ben Sample. “It will not happen again.”</p>",
    "definition": "<dl><dt>Mayor</dt><dd>“Nobody told us about the engines.”</dd></dl>",
}


def quoted_words(text: str) -> list[str]:
    return [word for run in re.findall(r"[“‘](.+?)[”’](?!\w)", text, re.S) for word in re.findall(r"\w+", run)]


@pytest.mark.parametrize("way", AWKWARD)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_no_quoted_words_of_the_article_are_lost(way: str, place: int) -> None:
    shown = [f"<p>{text}</p>" for text in PARAGRAPHS]
    shown.insert(place, AWKWARD[way])
    data = page(
        f"<nav><a href=/>Home</a></nav><article><h1>Ferry stops</h1>{''.join(shown)}</article><footer>©</footer>"
    )
    words = re.findall(r"\w+", read(data).text)
    wanted = quoted_words(re.sub("<[^>]+>", "\n", AWKWARD[way]))
    assert wanted
    assert all(words.count(word) >= wanted.count(word) for word in wanted)


@pytest.mark.parametrize("seed", range(12))
def test_no_quoted_words_are_lost_from_made_up_pages(seed: int) -> None:
    chance = random.Random(seed)
    shown, wanted = [], []
    for number in range(14):
        words = f"{sentence(chance, chance.randrange(3, 25))[:-1]} {number}q"
        wanted.append(words)
        wrap = chance.choice(
            ["<p>{}</p>", "<div>{}</div>", "<p><span>{}</span></p>", "<blockquote><p>{}</p></blockquote>", "{}<br><br>"]
        )
        shown.append(wrap.format(f"“{words},” said Ann Archer {number} on the quay." if number % 3 else f"“{words}.”"))
    outer = chance.choice(
        ["<article>{}</article>", "<main><div class=story>{}</div></main>", "<div id=content>{}</div>"]
    )
    document = read(
        page(f"<nav><a href=/>Home</a></nav>{outer.format('<h1>Ferry</h1>' + ''.join(shown))}<footer>©</footer>")
    )
    lost = [words for words in wanted if words not in document.text]
    told = " ".join(document.notes)
    assert not [words for words in lost if words.split()[0] not in told], (lost, document.notes)
    assert not lost


def test_quoted_words_outside_the_article_are_reported() -> None:
    body = (
        story(PARAGRAPHS)
        .decode()
        .replace("</main>", "</main><div class=box><p>“Nobody knew it here,” said a clerk.</p></div>")
    )
    document = read(body.encode())
    assert "Nobody knew" not in document.text
    assert any("Nobody knew" in note for note in document.notes)


def test_comments_of_readers_are_not_the_article() -> None:
    extra = '<section class="comments"><p>“What a shame it is,” wrote somebody under the article.</p></section>'
    data = story(PARAGRAPHS).decode().replace("</main>", f"</main>{extra}").encode()
    assert "What a shame" not in read(data).text


@pytest.mark.parametrize("name", ["has-sidebar", "page-with-ads", "no-comments", "single nav-open", "promo-layout"])
def test_the_class_of_a_wrapper_does_not_make_the_article_furniture(name: str) -> None:
    body = (
        story(PARAGRAPHS).decode().replace("<main>", f'<div class="{name}"><main>').replace("</main>", "</main></div>")
    )
    assert [part.role for part in read(body.encode()).parts] == ["title", *["paragraph"] * 4]


def test_an_old_page_laid_out_in_tables() -> None:
    text = "<br><br>".join(PARAGRAPHS)
    data = page(
        "<table><tr><td class=menu><a href=/>Home</a><br><a href=/x>Isles</a></td>"
        f"<td><b>Ferry stops for nine days</b><br><br>{text}</td></tr></table>"
    )
    found = roles(read(data))
    assert all(found.get(paragraph) == "paragraph" for paragraph in PARAGRAPHS)


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Isles Online"},
 {"@type": ["NewsArticle"], "headline": "Ferry stops for nine days", "datePublished": "2024-03-03T09:00:00+00:00",
  "dateModified": "2024-03-04", "author": [{"@type": "Person", "name": "Ann Archer"}, {"name": "Ben Sample"}],
  "publisher": {"@type": "Organization", "name": "Merrow Herald"}, "url": "https://herald.example/ferry"}]}</script>"""
METAS = (
    '<meta property="og:site_name" content="Merrow Herald">'
    '<meta property="og:title" content="Ferry stops for nine days">'
    '<meta property="article:published_time" content="2024-03-03T09:00:00Z"><meta name="author" content="Ann Archer">'
    '<meta property="article:modified_time" content="2024-03-04"><link rel="canonical" href="https://herald.example/ferry">'
)


@pytest.mark.parametrize(
    ("head", "bases"),
    [
        (
            JSON_LD,
            {"outlet": "JSON-LD publisher", "published": "JSON-LD datePublished", "modified": "JSON-LD dateModified"},
        ),
        (
            METAS,
            {"outlet": "meta og:site_name", "published": "meta article:published_time", "url": "canonical address"},
        ),
    ],
)
def test_a_page_tells_of_itself_and_it_is_said_where(head: str, bases: dict[str, str]) -> None:
    details = read(story(PARAGRAPHS, head=head)).details
    assert details["title"].value == "Ferry stops for nine days"
    assert details["outlet"].value == "Merrow Herald"
    assert details["published"].value == "2024-03-03"
    assert details["modified"].value == "2024-03-04"
    assert details["byline"].value.startswith("Ann Archer")
    assert details["url"].value == "https://herald.example/ferry"
    assert {key: details[key].basis for key in bases} == bases


def test_where_nothing_is_said_nothing_is_known() -> None:
    details = read(page("".join(f"<p>{text}</p>" for text in PARAGRAPHS), title="")).details
    assert set(details) == {"language"}


def test_the_address_is_the_last_resort() -> None:
    document = read_data(
        "ferry", page("".join(f"<p>{t}</p>" for t in PARAGRAPHS)), url="https://www.herald.example/2024/mar/03/ferry"
    )
    assert document.details["published"] == ("2024-03-03", "URL")
    assert document.details["outlet"] == ("herald.example", "URL")


@pytest.mark.parametrize(
    "broken", ["{", '{"@type": "NewsArticle", "datePublished": 5}', "[" * 100_000, '{"a": ' * 5000]
)
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>{METAS}'
    assert read(story(PARAGRAPHS, head=head)).details["published"].value == "2024-03-03"


def test_scripts_in_titles_are_characters() -> None:
    nasty = "<script>alert(1)</script> Ferry \u202estops"
    document = read(
        story(
            PARAGRAPHS, head='<meta property="og:title" content="&lt;img src=x onerror=alert(1)&gt;">', headline="Ferry"
        )
    )
    assert document.details["title"].value in ("Ferry", "<img src=x onerror=alert(1)>")
    document = read(page(f"<h1>{nasty}</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS), title=nasty))
    assert "\u202e" not in document.details["title"].value
    assert "alert" not in document.text


def test_what_is_hidden_is_not_read() -> None:
    hidden = (
        "<p hidden>“One hidden,” he said.</p><p style='display: none'>“Two hidden,” he said.</p>"
        "<template><p>“Three hidden,” he said.</p></template><script>'“Four hidden”'</script><style>p {}</style>"
        "<noscript><p>“Five hidden,” he said.</p></noscript><!-- “Six hidden” -->"
        "<dialog><p>“Seven hidden.”</p></dialog>"
    )
    assert "hidden" not in read(story(PARAGRAPHS, hidden)).text


@pytest.mark.parametrize(
    ("code", "note"), [("cy", "it is in Welsh"), ("fr", "it is in French"), ("en", None), ("und", "could not be told")]
)
def test_the_language_is_told(code: str, note: str | None) -> None:
    texts = {
        "cy": "Dywedodd y cwmni ddydd Sul na fydd y fferi yn hwylio am naw diwrnod oherwydd yr injan, ac mae’n ddrwg. ",
        "fr": "La compagnie a dit dimanche que le bateau ne partirait pas pendant neuf jours à cause des machines. ",
        "en": PARAGRAPHS[0],
        "und": "Merrow Quay Island Harbour Ferry Council Archer Sample Herald Gazette Weekly Anchor. ",
    }
    document = read(story([texts[code] * 3] * 3).replace(b' lang="en"', b""))
    assert document.detail("language") == code
    told = [each for each in document.notes if "language" in each or "it is in" in each]
    assert (note in told[0]) if note else not told


def test_what_a_page_declares_counts_where_its_words_do_not_tell() -> None:
    data = story(["Merrow Quay Island Harbour Ferry Council Archer Sample Herald Gazette Weekly Anchor. "] * 3)
    document = read(data.replace(b'<html lang="en">', b'<html lang="gd">'))
    assert document.details["language"] == ("gd", "declared in the page")


def test_deeply_nested_tags_are_read() -> None:
    deep = "<div>" * 60_000 + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div>" * 60_000
    document = read(page(deep))
    assert all(text in document.text for text in PARAGRAPHS)
    assert any("nested" in note for note in document.notes)


@pytest.mark.parametrize("body", ["", "<div></div>", "<script>document.write('x')</script>", "<p> &nbsp; </p>"])
def test_a_page_without_text_is_refused(body: str) -> None:
    with pytest.raises(DocumentError, match=r"no (text|article)"):
        read(page(body, title=""))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/&;=\"'! abpdivspan#x1\n-", max_size=300))
def test_no_soup_breaks_the_reader(soup: str) -> None:
    for block in read_markup(soup).blocks:
        assert block.text.strip()
        assert 0 <= block.raw[0] < block.raw[1] <= len(soup)


def test_the_article_is_most_of_what_is_told() -> None:
    document = read(story(PARAGRAPHS))
    share = sum(p.span[1] - p.span[0] for p in document.parts if p.role in ARTICLE_ROLES) / len(document.text)
    assert share > 0.9
