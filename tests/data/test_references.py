"""The sources: identified, at addresses of their own, each there once, and cited by names and years."""

import json
import re
from collections import Counter

import pytest

from ketabrain.engine import tables
from tasks.inside.data_report import copied, reference_shares

ENTRIES = {each["id"]: each for each in json.loads((tables.DATA / "references.json").read_text("utf-8"))}
ARTICLES = {key: entry for key, entry in ENTRIES.items() if entry["type"] == "article-journal"}
UNIDENTIFIED: dict[str, str] = {
    "amatforaster2018": "only its abstract was seen, without identifier",
    "brachman2016": "the publisher's own page is linked; the part that was read prints no DOI",
    "chong2006": "a conference abstract, known by its citation alone; no page of the paper was seen",
    "davis1992": "only its abstract was seen, without identifier",
    "dieni2012": "the university's record is linked; it prints no DOI",
    "esmethadone2a": "an abstract of a meeting, linked at its publisher",
    "gastaldon2020b": "read in a copy that prints no identifier",
    "grant1981": "known by its citation alone; no page of the paper was seen",
    "henthorn1999": "the publisher's own page is linked; the part that was read prints no DOI",
    "henthorn2018": "the publisher's own page is linked; the part that was read prints no DOI",
    "hustveit1995": "read in a copy that prints no identifier",
    "jelen2025": "read in a copy that prints no identifier",
    "jellison2020": "the publisher's own page is linked; the part that was read prints no DOI",
    "leal2023": "only its abstract was seen, without identifier",
    "lord2013": "read in a copy that prints no identifier",
    "machadovieira2009": "the publisher's own page is linked; the part that was read prints no DOI",
    "mathai2020": "read in a copy that prints no identifier",
    "morgancurran2006": "read in a copy that prints no identifier",
    "mousepet2025": "read in a copy that prints no identifier",
    "nagele2015": "the university's record is linked; it prints no DOI",
    "nishiyama2000": "read in a copy that prints no identifier",
    "olofsen2012": "the publisher's own page is linked; the part that was read prints no DOI",
    "posternak2005": "the publisher's own page is linked; the part that was read prints no DOI",
    "rapastinelp2": "an abstract of a meeting, linked at its publisher",
    "shaffer2014": "only its abstract was seen, without identifier",
    "shaw2015": "read in a copy that prints no identifier",
    "zhou2013": "the university's record is linked; it prints no DOI",
}
"""Journal articles with neither DOI nor PubMed number nor PubMed Central number, and why."""
YEAR_NOT_SEEN = {"calimanfontes", "davis1992", "nmdarltpslice", "ptsdketamine2023"}
"""Articles of which no page that was read prints the year."""
OWN_HOSTS = {
    "samhsahelpline": "samhsa.gov",
    "lifeline988": "988lifeline.org",
    "helpline988ca": "988.ca",
    "samaritans": "samaritans.org",
    "drughotlineau": "health.gov.au",
    "lifelineau": "lifeline.org.au",
    "drughotlinede": "sucht-und-drogen-hotline.de",
}
LIVING = {"webpage", "software"}
"""Types whose text changes, so that they may have no year."""


def test_every_article_has_an_identifier_or_a_stated_reason():
    without = {key for key, entry in ARTICLES.items() if not (entry["DOI"] or entry["PMID"] or entry["PMCID"])}
    assert without == set(UNIDENTIFIED)
    assert all(UNIDENTIFIED.values())


def test_shares_of_identified_sources_do_not_fall():
    shares = reference_shares(list(ENTRIES.values()))
    assert shares.articles >= 0.9
    assert shares.traceable >= 0.9


@pytest.mark.parametrize("field", ["DOI", "PMID", "PMCID"])
def test_no_paper_is_there_under_two_keys(field):
    found = Counter(entry[field].casefold() for entry in ENTRIES.values() if entry[field])
    assert [identifier for identifier, times in found.items() if times > 1] == []


def test_no_reference_points_to_a_copy():
    assert [key for key, entry in ENTRIES.items() if copied(entry["URL"])] == []


def test_no_link_leads_to_where_a_copy_was_read():
    for reference in tables.references().values():
        assert reference.link != reference.read_at or not reference.link


def test_helplines_are_linked_at_their_own_hosts():
    assert set(tables.load("help_lines")["source"]) == set(OWN_HOSTS)
    for key, host in OWN_HOSTS.items():
        assert re.fullmatch(rf"https://(www\.)?{re.escape(host)}(/.*)?", tables.references()[key].link)


def test_a_short_citation_names_who_and_when():
    """An author, an organisation, or a title in quotation marks; and a year, which only living pages may lack."""
    journals = {entry["container-title"] for entry in ARTICLES.values()}
    for key, entry in ENTRIES.items():
        reference = tables.references()[key]
        who, year = re.fullmatch(r"(.+), (\d{4}|no date)", reference.short).groups()
        assert not re.match(r"Docslib|Unnamed|News |Registry", who), key
        assert reference.authors or who == f"“{who[1:-1]}”", key
        assert who not in journals, key
        assert year != "no date" or entry["type"] in LIVING or key in YEAR_NOT_SEEN, key
