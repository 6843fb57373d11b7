"""Webhooks reach nothing around the portal, whatever their names lead to, unless the deployment allows it."""

import socket
import ssl
import subprocess
from dataclasses import replace
from ipaddress import ip_network

import pytest

from portal.domain.webhook_targets import TargetFault
from portal.domain.webhooks import DeliveryState, Event, Problem
from portal.services import webhook_sending, webhooks


@pytest.fixture
def networks(app, monkeypatch):
    """A function that sets which private networks the deployment allows."""

    def allowed(*names):
        settings = app.config["SETTINGS"]
        private = tuple(map(ip_network, names))
        monkeypatch.setitem(app.config, "SETTINGS", replace(settings, webhook_private_networks=private))

    return allowed


@pytest.mark.rule("TRU-16")
def test_a_private_address_is_not_connected_to_unless_it_is_allowed(scene, receiver, networks):
    webhook, _ = scene.subscribe(receiver.url)

    networks()
    scene.rename()
    scene.deliver(webhook)
    refused = (scene.messages()[0].problem, len(receiver.received))
    networks("127.0.0.0/8")
    scene.let_time_pass()
    scene.deliver(webhook)

    assert refused == (Problem.ADDRESS_REFUSED, 0)
    assert (scene.messages()[0].state, len(receiver.received)) == (DeliveryState.DELIVERED, 1)


@pytest.mark.parametrize(
    "found",
    ["127.0.0.1", "169.254.169.254", "10.0.0.7", "::1", "::ffff:127.0.0.1", "fe80::1%lo", "64:ff9b::7f00:1"],
)
def test_a_name_that_leads_to_a_private_address_is_refused_when_it_is_sent_to(
    scene, networks, monkeypatch, found
):
    networks()
    webhook, _ = scene.subscribe("https://hooks.example/")
    scene.rename()
    lead(monkeypatch, "hooks.example", found)

    scene.deliver(webhook)

    assert scene.messages()[0].problem is Problem.ADDRESS_REFUSED


def test_a_name_that_changes_its_mind_is_asked_once_and_what_was_judged_is_connected_to(
    scene, receiver, monkeypatch
):
    webhook, _ = scene.subscribe(f"http://hooks.example:{receiver.port}/")
    scene.rename()
    asked = lead(monkeypatch, "hooks.example", "127.0.0.1", "10.0.0.7")

    scene.deliver(webhook)

    assert len(asked) == 1
    assert receiver.received[0].headers["host"] == f"hooks.example:{receiver.port}"


def test_a_name_that_nobody_knows_is_tried_again_later(scene, networks, monkeypatch):
    networks()
    webhook, _ = scene.subscribe("https://hooks.example/")
    scene.rename()
    lead(monkeypatch, "hooks.example")

    scene.deliver(webhook)

    (message,) = scene.messages()
    assert (message.state, message.problem) == (DeliveryState.WAITING, Problem.NAME_UNKNOWN)


def lead(monkeypatch, name, *addresses):
    """Let the name lead to the addresses, another each time it is asked for; return how often it was."""
    asked, real = [], socket.getaddrinfo

    def getaddrinfo(host, port, *args, **how):
        if host != name:
            return real(host, port, *args, **how)
        asked.append(host)
        if not addresses:
            raise socket.gaierror
        address = addresses[min(len(asked), len(addresses)) - 1]
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.fixture
def certificate(tmp_path):
    """A certificate for hooks.example that nobody trusts yet, as a file with its key."""
    made = tmp_path / "hooks.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-keyout", str(made), "-out", str(made) + ".crt", "-days", "2", "-subj", "/CN=hooks.example"),
            *("-addext", "subjectAltName=DNS:hooks.example"),
        ],
        check=True,
        capture_output=True,
    )
    made.write_text(made.read_text() + (tmp_path / "hooks.pem.crt").read_text())
    return made


def test_tls_checks_the_name_although_the_address_is_what_is_connected_to(
    scene, receiver, monkeypatch, certificate
):
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate)
    receiver.speak_tls(serving)
    trusting = ssl.create_default_context(cafile=certificate)
    for name in ("hooks.example", "other.example"):
        monkeypatch.setattr(socket, "getaddrinfo", socket.getaddrinfo)
        lead(monkeypatch, name, "127.0.0.1")
    ours, _ = scene.subscribe(f"https://hooks.example:{receiver.port}/")
    others, _ = scene.subscribe(f"https://other.example:{receiver.port}/")
    scene.rename()

    scene.deliver(ours)
    untrusted = scene.messages(ours)[0].problem
    scene.let_time_pass()
    monkeypatch.setattr(webhook_sending, "_trust", lambda: trusting)
    scene.deliver(ours)
    scene.deliver(others)

    assert untrusted is Problem.NOT_TRUSTED
    assert scene.messages(ours)[0].state is DeliveryState.DELIVERED
    assert scene.messages(others)[0].problem is Problem.NOT_TRUSTED
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://hooks.example/", TargetFault.NOT_HTTPS),
        ("https://127.0.0.1/", TargetFault.PRIVATE),
        ("https://user:pw@hooks.example/", TargetFault.USER_INFO),
        ("https://hooks.example/?token=1234567890abcdef", TargetFault.SECRET),
    ],
)
@pytest.mark.rule("TRU-16")
def test_a_bad_address_makes_no_webhook(scene, networks, url, fault):
    networks()

    with pytest.raises(webhooks.NotUsable) as refused:
        webhooks.create(scene.organization, webhooks.Wanted(url, frozenset(Event)))

    assert refused.value.target is fault
