# Shortcuts only: each line hands over to `python -m tasks`, which works without make as well (README.md).
PYTHON ?= python3

.PHONY: help course test bench data-report notebooks grids binder lock
help:
	@$(PYTHON) -m tasks --help

course test bench data-report notebooks grids:
	@$(PYTHON) -m tasks $@

binder:
	@$(PYTHON) -m tasks binder "$(REPO)"

lock:
	@$(PYTHON) -m tasks lock $(if $(UPGRADE),--upgrade)
