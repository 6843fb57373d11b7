.PHONY: sure run format types unit lock

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
