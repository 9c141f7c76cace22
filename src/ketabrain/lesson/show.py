"""Plain tables on the page, with a caption and headings that assistive technology can read."""

import html

import pandas as pd
from IPython.display import HTML, display


def show_table(frame: pd.DataFrame, caption: str) -> None:
    """Show a table with its caption; numbers are rounded to three significant digits, gaps stay empty."""
    head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in frame.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_cell(value))}</td>" for value in row) + "</tr>"
        for row in frame.itertuples(index=False)
    )
    display(
        HTML(
            '<style>.kb-table{border-collapse:collapse;font-size:14px;max-width:760px}.kb-table caption{text-align:left;'
            "font-weight:bold;padding:6px 0}.kb-table th,.kb-table td{text-align:left;padding:3px 10px 3px 0;"
            "border-bottom:1px solid #c8c8c4;vertical-align:top}</style>"
            '<div style="max-height:420px;overflow:auto" tabindex="0" role="region" aria-label="Table">'
            f'<table class="kb-table"><caption>{html.escape(caption)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )
    )


def _cell(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    return f"{value:.3g}" if isinstance(value, float) else str(value)
