"""What the phone book calls numbers."""

from sqlalchemy import and_

from portal.models import Number, PhoneBookEntry

# Joins to a number its entry; not every number has one.
IN_PHONE_BOOK = and_(
    PhoneBookEntry.organization_id == Number.organization_id, PhoneBookEntry.number == Number.number
)
