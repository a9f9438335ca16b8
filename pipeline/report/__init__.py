"""The graph for people: one HTML file that needs no network, a picture, cells of notebooks."""

from pipeline.report.notebook import document_html, graph_html
from pipeline.report.page import render_report
from pipeline.report.png import render_png
from pipeline.report.score_page import render_scores
from pipeline.report.svg import render_svg

__all__ = [
    "document_html",
    "graph_html",
    "render_png",
    "render_report",
    "render_scores",
    "render_svg",
]
