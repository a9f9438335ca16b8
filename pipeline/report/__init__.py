"""The graph for people: one HTML file that needs no network, and a picture."""

from pipeline.report.page import render_report
from pipeline.report.png import render_png
from pipeline.report.score_page import render_scores
from pipeline.report.svg import render_svg

__all__ = ["render_png", "render_report", "render_scores", "render_svg"]
