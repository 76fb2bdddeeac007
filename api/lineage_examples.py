"""Answers on lineage, made up, for the description of the API."""

from typing import Any

BASE = "https://w3id.org/kaogong/id"
SHA256 = "d5182a381ae804ff4e766ccb02775441494a9a21ee73c7e8cc2c0ab2d8794bcd"


def _figure(fact: str, place: tuple[int, int], time: str, value: float) -> dict[str, Any]:
    return {
        "time": time,
        "notes": [],
        "fact": f"{BASE}/fact/{fact}",
        "report": fact.partition(".")[0],
        "source_sha256": SHA256,
        "start": place[0],
        "end": place[1],
        "quote": f"{value}%",
        "value": value,
        "unit": "%",
        "kind": "observed",
        "temporality": "rate",
        "metric": "進用比例",
        "series": "staff-rate",
        "agency": "某市政府",
        "period": {"start": time, "end": time},
        "period_source": "stated",
        "section": ["任免"],
        "sentence_text": f"進用比例達{value}%。",
    }


METRIC_EXAMPLE: dict[str, Any] = {
    "metric": {
        "id": "staff-rate",
        "iri": f"{BASE}/metric/staff-rate",
        "label": {"zh": "進用比例", "en": "Share employed"},
    },
    "across_breaks": False,
    "lines": [
        {
            "id": "staff-rate.0a1b2c3d",
            "class": {
                "level": "figure",
                "temporality": "rate",
                "measure": "percent",
                "agency": "某市政府",
                "span": "date",
            },
            "segments": [
                [
                    _figure("report-2019.1a2b3c4d5e6f7081", (951, 956), "2019-12-31", 16.2),
                    _figure("report-2020.2b3c4d5e6f708192", (941, 946), "2020-12-31", 16.7),
                ]
            ],
            "steps": [
                {
                    "before": f"{BASE}/fact/report-2019.1a2b3c4d5e6f7081",
                    "after": f"{BASE}/fact/report-2020.2b3c4d5e6f708192",
                    "difference": 0.5,
                    "growth_percent": None,
                    "bounded": False,
                    "across": [],
                }
            ],
            "breaks": [],
        }
    ],
    "marks": [],
    "related": [],
}


def _passage(report: str, place: tuple[int, int], quote: str) -> dict[str, Any]:
    return {
        "report": report,
        "source_sha256": SHA256,
        "start": place[0],
        "end": place[1],
        "quote": quote,
        "section": ["訓練"],
        "sentence_text": f"辦理{quote}。",
    }


def _concept(kind: str, slug: str, zh: str, en: str) -> dict[str, Any]:
    return {"id": slug, "iri": f"{BASE}/{kind}/{slug}", "label": {"zh": zh, "en": en}}


def thing_example(kind: str) -> dict[str, Any]:
    """The answer on a thing of that kind."""
    place = _passage("report-2020", (300, 305), "員工團測")
    return {
        kind: _concept(kind, "an-example", "員工團測", "An example"),
        "first": "report-2019",
        "last": "report-2020",
        "tellings": [
            {
                "report": "report-2020",
                "names": [
                    {
                        "name": "員工團測",
                        "aliases": [],
                        "score": 1.0,
                        "reason": "「員工團測」名稱相同",
                        "mentions": [place],
                    }
                ],
                "figures": [_figure("report-2020.2b3c4d5e6f708192", (941, 946), "2020-12-31", 16.7)],
                "figures_by_metric": [],
            }
        ],
        "joins": [
            {
                "name": "員工團測",
                "other": "員工檢測",
                "report": "report-2020",
                "evidence": {
                    "score": 0.97,
                    "reason": "「員工團測」名稱相同",
                    "judgement": None,
                    "likeness": 0.3333,
                    "shared_words": "員工",
                    "shared_metrics": ["test-takers"],
                    "one_report_uses_both": False,
                },
                "undo": {"judgedName": "員工團測", "judgedConcept": f"{kind}:an-example", "same": False},
            }
        ],
        "contractors": [
            {"report": "report-2020", "part": "commissioned", "body": "某基金會", "words": "委託", "passage": place}
        ],
        "awards": [
            {
                "report": "report-2020",
                "year": "2020",
                "award": "某獎",
                "recipient": "某市政府",
                "won": True,
                "rank": "優等",
            }
        ],
        "changes": [],
        "required": [],
    }


AGENCY_EXAMPLE: dict[str, Any] = {
    "agency": _concept("agency", "an-office", "某市甲區戶政事務所", "An office"),
    "changes": [
        {
            "event": f"{BASE}/change/report-2020.0011223344556677",
            "report": "report-2020",
            "type": "merged",
            "taken_for": "merged",
            "part": "object",
            "subject": "某市乙區戶政事務所",
            "object": "某市甲區戶政事務所",
            "date": "2020-12-25",
            "posts_before": None,
            "posts_after": None,
            "figures": [],
            "passage": _passage("report-2020", (120, 123), "乙區"),
        }
    ],
    "kin": [{"relation": "merged", "direction": "from", "name": "某市乙區戶政事務所", "date": "2020-12-25"}],
    "standing": {"on": "2021-01-01", "state": "stands", "successor": None, "posts": 19, "posts_since": "2020-12-25"},
}
COMPARE_EXAMPLE: dict[str, Any] = {
    "a": {"id": "report-2019", "kind": "council work report"},
    "b": {"id": "report-2020", "kind": "council work report"},
    "notes": [],
    "both": [
        {
            "metric": _concept("metric", "staff-rate", "進用比例", "Share employed"),
            "comparable": True,
            "changes": [
                {
                    "a": _figure("report-2019.1a2b3c4d5e6f7081", (951, 956), "2019-12-31", 16.2),
                    "b": _figure("report-2020.2b3c4d5e6f708192", (941, 946), "2020-12-31", 16.7),
                    "difference": 0.5,
                    "growth_percent": None,
                    "bounded": False,
                }
            ],
            "breaks": [],
            "apart": [],
        }
    ],
    "only_a": [],
    "only_b": [],
}
