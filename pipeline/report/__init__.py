"""The graph for people: one HTML file that needs no network, and a picture."""

from pipeline.report.page import render_report
from pipeline.report.svg import render_svg

__all__ = ["render_report", "render_svg"]
