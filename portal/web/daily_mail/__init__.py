"""お知らせメール: the mail a day with what waits for review, its settings and what became of the last."""

from portal.web.daily_mail import edit, show
from portal.web.daily_mail.blueprint import daily_mail

__all__ = ["daily_mail", "edit", "show"]
