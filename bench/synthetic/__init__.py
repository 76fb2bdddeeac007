"""Reports that nobody filed: written by a small grammar, as many as a measurement needs, always the same bytes."""

from bench.synthetic.writing import MOST, Made, made_report, write_reports

__all__ = ["MOST", "Made", "made_report", "write_reports"]
