"""What audit is handed: the same while a report is computed and out of the store."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.model.findings import Finding
from kg.model.mentions import DateMention
from kg.model.statements import Account
from kg.model.text import Outline
from kg.pipeline import order
from kg.pipeline.accounts import read_accounts
from kg.pipeline.checks import Checks
from kg.pipeline.gather import Report
from kg.pipeline.publish import build
from kg.settings import Settings
from kg.store import Store, View
from tests.audit.finding import neighbours

Write = Callable[..., Path]
Take = Callable[..., tuple[Report, ...]]


def test_an_account_is_the_same_out_of_the_store(
    write: Write, take: Take, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Account] = []

    def note(_: Outline, account: Account, dates: Sequence[DateMention]) -> tuple[Finding, ...]:
        seen.append(account)
        return ()

    monkeypatch.setattr(order, "load_checks", lambda: Checks(inside=(note,)))
    build(take(write("a", 108), write("b", 109)), settings, workers=1)
    accounts = read_accounts(Store.open(settings.store).view())
    assert [account.info.id for account in accounts] == ["a", "b"]
    assert sorted(seen, key=lambda account: account.info.id) == list(accounts)


def test_accounts_of_the_corpus(corpus_view: View) -> None:
    accounts = read_accounts(corpus_view)
    assert len(accounts) == 5
    for account in accounts:
        assert len(account.statements) == len(corpus_view.facts(account.info.id)) > 90
        for told in account.statements:
            assert told.span.cut(account.text) == told.quote
            assert told.sentence.contains(told.span)
        assert account.numbers["fact"] > account.numbers["missed"]
        assert account.entities
        assert account.excluded == ()


def test_findings_of_a_report_are_a_table_of_it(
    write: Write, take: Take, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(order, "load_checks", lambda: Checks(inside=(neighbours,)))
    build(take(write("a")), settings, workers=1)
    view = Store.open(settings.store).view()
    (text,) = [account.text for account in read_accounts(view)]
    rows = view.table("a", "findings")
    assert [row["rule"] for row in rows] == ["neighbours", "neighbours", "untold"]
    facts = {str(row["fact"]): row for row in view.facts("a")}
    for row in rows:
        assert row["reports"] == ["a"]
        terms = row["terms"]
        assert isinstance(terms, list)
        for term in terms:
            assert term == {**{key: facts[term["fact"]].get(key) for key in term}, **_own(term, text)}


def _own(term: dict[str, object], text: str) -> dict[str, object]:
    """What a term says beyond its fact."""
    start, end = term["sentence"]  # type: ignore[misc]
    return {"role": term["role"], "sentence_text": text[start:end]}


def test_without_checks_nothing_is_found(write: Write, take: Take, settings: Settings) -> None:
    build(take(write("a")), settings, workers=1)
    assert "findings" in Store.open(settings.store).view().manifest.reports[0].tables
