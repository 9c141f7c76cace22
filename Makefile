# Shortcuts only: each line hands over to `python -m tasks`, which works without make as well (README.md).
PYTHON ?= python3

.PHONY: help course update print doctor test test-all bench data-report notebooks grids answers gallery reading-level minutes
.PHONY: paragraphs present room report poll slides hub hub-link load poll-load lesson who-uses check-facts site scorm worksheet
.PHONY: binder lock
help:
	@$(PYTHON) -m tasks --help

course doctor test test-all bench data-report notebooks grids answers gallery reading-level check-facts hub load poll-load:
	@$(PYTHON) -m tasks $@

update:
	@$(PYTHON) -m tasks update $(if $(ZIP),"$(ZIP)")

print:
	@$(PYTHON) -m tasks print $(LESSON)

worksheet:
	@$(PYTHON) -m tasks worksheet $(LESSON)

present:
	@$(PYTHON) -m tasks present "$(LESSON)"

room:
	@$(PYTHON) -m tasks room $(if $(FOLDER),"$(FOLDER)") $(if $(POLL),--poll "$(POLL)")

report:
	@$(PYTHON) -m tasks report $(if $(FOLDER),"$(FOLDER)")

poll:
	@$(PYTHON) -m tasks poll "$(LESSON)" $(if $(FOLDER),"$(FOLDER)")

slides:
	@$(PYTHON) -m tasks slides $(LESSON)

minutes paragraphs:
	@$(PYTHON) -m tasks $@ $(LESSON)

lesson:
	@$(PYTHON) -m tasks lesson "$(NAME)" --title "$(TITLE)"

who-uses:
	@$(PYTHON) -m tasks who-uses "$(KEY)"

site scorm:
	@$(PYTHON) -m tasks $@ $(LESSON)

hub-link:
	@$(PYTHON) -m tasks hub-link "$(HUB)" $(LESSON)

binder:
	@$(PYTHON) -m tasks binder "$(REPO)"

lock:
	@$(PYTHON) -m tasks lock $(if $(UPGRADE),--upgrade)
