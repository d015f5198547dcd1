"""The comparison as one HTML file: opens from disk without network, every figure with the place it stands."""

from shenbao.report.html.write import HtmlReport, write_html

__all__ = ["HtmlReport", "write_html"]
