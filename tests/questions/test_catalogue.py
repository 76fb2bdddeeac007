from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KnowledgeError, UnknownNameError
from kg.iris import Iris
from kg.questions import PlainType, Questions, Words, rebase

Load = Callable[[], Questions]


def test_a_question_says_all_about_itself(load: Load) -> None:
    questions = load()
    assert [question.name for question in questions] == ["one", "values"]
    values = questions["values"]
    assert (values.title, values.description) == (Words("數值", "Values"), Words("所有數值", "All values"))
    assert values.columns == ("fact", "value", "end", "known")
    assert values.shown == ("value",)
    assert questions["one"].shown == ("fact", "value")
    assert [parameter.name for parameter in values.parameters] == ["agency", "after", "least"]
    assert [parameter.required for parameter in values.parameters] == [False, False, False]
    assert questions["one"].parameters[0].type is PlainType.FACT
    assert questions["one"].example() == {"fact": "r1.00aa"}
    assert values.example() == {}


def test_a_question_of_another_name(load: Load) -> None:
    with pytest.raises(UnknownNameError, match=r"No question 'value'. Did you mean values\?"):
        load()["value"]


def test_the_base_is_ours_in_iris_only() -> None:
    query = (
        "PREFIX kg: <https://w3id.org/kaogong/ontology#> # <https://w3id.org/kaogong/x>\n"
        'ASK { <https://w3id.org/kaogong/a> ?p "<https://w3id.org/kaogong/b>" }'
    )
    assert rebase(query, Iris("http://x.org/y/")) == (
        "PREFIX kg: <http://x.org/y/ontology#> # <https://w3id.org/kaogong/x>\n"
        'ASK { <http://x.org/y/a> ?p "<https://w3id.org/kaogong/b>" }'
    )
    assert rebase(query, Iris()) == query


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("#+ ", "# ", "it has no header"),
        ("#+ title", "#+ titel", "'titel' is no key of a header"),
        (', en = "One" }', " }", 'it needs title.zh and title.en = "…"'),
        ('en = "One"', 'en = " "', "it needs title.zh and title.en"),
        ('en = "One fact"', "en = 1", "it needs description.zh and description.en"),
        ("#+ title = {", "#+ title = ", "line 1"),
        (
            'type = "fact"',
            'type = "facts"',
            "the type of parameter fact is one of report, fact, string, date, integer,",
        ),
        ("required = true", 'required = true\n#+ default = "x"', "is required, or it has a default"),
        ('example = "r1.00aa"', "example = 1", "an example is needed"),
        ('#+ example = "r1.00aa"\n', "", "an example is needed"),
        ("required = true", "requires = true", "'requires' of parameter fact is no key"),
        ("parameter.fact", "parameter.Fact", "must be of a-z, 0-9 and _"),
        ("VALUES ?fact { UNDEF }", "VALUES ?other { UNDEF }", "its parameters are fact, and its lines .* name other"),
        ("  VALUES ?fact { UNDEF }\n", "", "its parameters are fact, and its lines .* name none"),
        ("SELECT ?fact ?value WHERE", "SELECT ?fact ?value WERE", r"The query cannot be read at line \d+, column"),
        ("kg:value ?value", "ex:value ?value", "the prefix 'ex:' is not declared"),
        ("kg:value ?value", "kg:value 'a", "is not closed"),
        ("ORDER BY ?fact", "", "it must say its ORDER BY"),
        ("SELECT ?fact ?value WHERE", "CONSTRUCT { ?fact kg:value ?value } WHERE", "it must be a SELECT"),
        ("#+ title", '#+ shown = ["values"]\n#+ title', "'values' in shown is no column"),
    ],
)
def test_a_file_that_is_not_as_it_must_be(load: Load, knowledge: Path, old: str, new: str, words: str) -> None:
    path = knowledge / "queries" / "questions" / "one.rq"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"{path}: .*{words}"):
        load()


def test_a_name_of_a_question(load: Load, knowledge: Path) -> None:
    path = knowledge / "queries" / "questions" / "one.rq"
    path.rename(path.with_name("One_2.rq"))
    with pytest.raises(KnowledgeError, match="its name must be of a-z, 0-9 and -"):
        load()


def test_an_internal_query_that_is_missing(load: Load, knowledge: Path) -> None:
    (knowledge / "queries" / "internal" / "names.rq").unlink()
    with pytest.raises(KnowledgeError, match=r"queries/internal/names\.rq is missing"):
        load()
