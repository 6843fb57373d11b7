.PHONY: sure run format types unit lock messages documents

sure: ## everything that must hold before a change goes in; CI runs exactly this
	scripts/test

run: ## the portal on this machine, with nothing configured
	scripts/run

format:
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	.venv/bin/djlint --reformat --quiet templates softphone/templates

types:
	.venv/bin/mypy

unit:
	.venv/bin/python -m pytest tests/unit

lock: ## after a change of the dependencies in pyproject.toml
	scripts/lock

messages: ## after a change of what the portal says: new messages wait in the .po for their Japanese
	mkdir -p build
	.venv/bin/pybabel --quiet extract --mapping-file pyproject.toml --keyword lazy_gettext \
		--keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 --add-location=file --sort-output \
		--width=110 --output-file build/messages.pot .
	.venv/bin/pybabel --quiet update --width=110 --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		--input-file build/messages.pot --output-dir portal/translations --locale ja

documents: ## after a change of a data file that pages of docs/ are made from
	PYTHONPATH=. .venv/bin/python scripts/documents
