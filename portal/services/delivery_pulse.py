"""Tells pages of the delivery, without a look at the database, whether there is anything new (DST-4)."""

from typing import cast

from redis import Redis

from portal.services import quick_store

# Who looks at a page for longer gets it anew once.
KEPT_S = 24 * 3600


def beat(organization_id: int) -> None:
    """Say that something about the delivery is committed. Called after the commit; lost, it is only late."""

    def count(client: Redis) -> None:
        with client.pipeline(transaction=False) as both:
            both.incr(_key(organization_id))
            both.expire(_key(organization_id), KEPT_S)
            both.execute()

    quick_store.ask(count)


def pulse(organization_id: int) -> str:
    """Return a text that is another one after each beat; "" while nobody knows."""
    found = quick_store.ask(lambda client: cast("bytes | None", client.get(_key(organization_id))))
    return "" if found is None else found.decode("ascii", "replace")


def _key(organization_id: int) -> str:
    return f"haishin:pulse:{organization_id}"
