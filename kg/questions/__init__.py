"""The questions: `queries/questions/*.rq`, each asked alike by the command line and over HTTP."""

from kg.questions.answer import Answer, Value
from kg.questions.ask import answer_of, ask, rows_of, terms_of
from kg.questions.audit import all_findings, find_findings
from kg.questions.catalogue import Questions, load_query, load_questions, rebase
from kg.questions.checks import CheckTrace, trace_check, trace_thing
from kg.questions.fill import fill
from kg.questions.preparing import prepare
from kg.questions.question import Parameter, ParameterType, PlainType, Question, Words
from kg.questions.reports import find_report, report_row, report_rows
from kg.questions.statistics import Statistics, Use, count_uses
from kg.questions.trace import Trace, TraceQueries, load_trace_queries, trace

__all__ = [
    "Answer",
    "CheckTrace",
    "Parameter",
    "ParameterType",
    "PlainType",
    "Question",
    "Questions",
    "Statistics",
    "Trace",
    "TraceQueries",
    "Use",
    "Value",
    "Words",
    "all_findings",
    "answer_of",
    "ask",
    "count_uses",
    "fill",
    "find_findings",
    "find_report",
    "load_query",
    "load_questions",
    "load_trace_queries",
    "prepare",
    "rebase",
    "report_row",
    "report_rows",
    "rows_of",
    "terms_of",
    "trace",
    "trace_check",
    "trace_thing",
]
