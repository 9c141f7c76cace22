"""Sphinx's settings for the reading edition; tasks/inside/site.py copies this folder and adds lessons and tables."""

project = "Ketamine and the Brain, claim by claim"
author = "The Ketamine and the Brain contributors"
project_copyright = f"{author}, CC BY 4.0"
language = "en"  # the search of the British translation breaks off: Sphinx lacks its plural forms

extensions = ["myst_nb"]
exclude_patterns = ["tables", "scripts"]  # parts of other pages
myst_enable_extensions = ["dollarmath"]
nb_execution_mode = "off"  # the notebooks come with their outputs
nb_ipywidgets_js = {}

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["cards.css", "site.css"]
html_copy_source = False
html_use_index = False
html_show_search_summary = False  # fetched, which a file cannot be, and with verdicts; search-excerpts.js has its own
html_theme_options = {"top_of_page_buttons": []}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
