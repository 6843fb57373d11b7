"""A real SMTP server in the test's process: it keeps what came, and answers as it is told."""

import asyncio
import email
import email.policy
import logging
import threading
from dataclasses import dataclass

from aiosmtpd.controller import Controller

from plumbing.waiting import free_port

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Received:
    """One mail as it came: to whom it was handed over, and the message with decoded headers."""

    to: tuple
    raw: bytes

    @property
    def message(self):
        """The mail, read as a mail program does."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def text(self):
        """What stands in it."""
        return self.message.get_content()


class MailServer:
    """Listens at a port of its own. `refused` maps addresses to answers; `hold` lets mail wait."""

    def __init__(self, **options):
        """Begin to listen; `options` are aiosmtpd's."""
        self.port = free_port()
        self.received = []
        self.refused = {}
        self.answer = "250 OK"
        self.arrived, self.hold = threading.Event(), threading.Event()
        self.hold.set()
        self._options = options
        self.start()

    def start(self):
        """Listen, again at the same port."""
        # What it says of each command would only fill the reports of tests.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        self._controller = Controller(self, hostname=HOST, port=self.port, **self._options)
        self._controller.start()

    def stop(self):
        """Be away."""
        self.hold.set()
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802  aiosmtpd's name
        """Take an address, or refuse it."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802  aiosmtpd's name
        """Keep a mail once nobody holds it up."""
        self.arrived.set()
        await asyncio.get_running_loop().run_in_executor(None, self.hold.wait, 10)
        if self.answer.startswith("2"):
            self.received.append(Received(tuple(envelope.rcpt_tos), envelope.content))
        return self.answer
