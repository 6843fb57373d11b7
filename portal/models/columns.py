"""Column types and defaults that several tables share."""

import datetime as dt
import secrets
from enum import StrEnum
from typing import Annotated

from sqlalchemy import DateTime, Enum, String, func
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A point in time: aware in Python, UTC in the database (TRU-23)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Store UTC; a time without a zone is a mistake of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time needs its zone")
        utc = value.astimezone(dt.UTC)
        # SQLite keeps text; without the offset it sorts with CURRENT_TIMESTAMP.
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        """Give back an aware time in UTC."""
        if value is None:
            return None
        stored: dt.datetime = value
        return stored.replace(tzinfo=dt.UTC) if stored.tzinfo is None else stored.astimezone(dt.UTC)


def new_revision() -> str:
    """Return a revision that no earlier state, not even of a restored backup, ever had (TRU-3)."""
    return secrets.token_hex(16)


def choice(kind: type[StrEnum], name: str) -> Enum:
    """Return a column type that keeps a choice as its word, held by a named check constraint."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


Id = Annotated[int, mapped_column(primary_key=True)]
# SQLite gives the id of a deleted last row to the next, and the history would take the one for the other.
ID_NEVER_GIVEN_AGAIN = {"sqlite_autoincrement": True}
Name = Annotated[str, mapped_column(String(60))]
Digits = Annotated[str, mapped_column(String(32))]
Digest = Annotated[str, mapped_column(String(64))]
Revision = Annotated[str, mapped_column(String(32), default=new_revision)]
Moment = Annotated[dt.datetime, mapped_column(UtcDateTime)]
CreatedAt = Annotated[dt.datetime, mapped_column(UtcDateTime, server_default=func.current_timestamp())]
