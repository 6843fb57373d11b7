"""Capture uploads for tests: a good one, and ways to change it."""

import json

from importer.catalogue import catalogue

GOOD = {
    "name": "標準設定",
    "captured_at": "2026-11-20T09:00:00+09:00",
    "softphone": {"version": "3.13.7", "os": "Windows 11 10.0.26100"},
    "settings": {"phone.auto_answer": True},
}


def upload(**fields):
    """Return the bytes of a good upload with these fields instead; None leaves a field out."""
    body = {key: value for key, value in (GOOD | fields).items() if value is not None}
    return json.dumps(body, ensure_ascii=False).encode()


def uploaded_settings(text):
    """Return the bytes of a good upload whose settings are this JSON text."""
    return upload(settings="<settings>").replace(b'"<settings>"', text.encode())


def defaults():
    """Return every setting with its default."""
    return {key: setting.default for key, setting in catalogue().settings.items()}


def told(faults):
    """Return faults as they are compared: pointer and code."""
    return [(fault.pointer, str(fault.code)) for fault in faults]
