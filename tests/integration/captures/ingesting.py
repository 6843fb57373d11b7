"""Uploads as the API hands them to the service."""

import json

from importer.captures import CaptureBody
from importer.catalogue import catalogue
from importer.checking import judge
from portal.extensions import db
from portal.services import capture_queue, captures

ALL_ON = {"phone.auto_answer": True}


def upload(settings=None, *, name="標準設定", digest="d" * 64):
    """Return an upload of these settings; `digest` stands for its bytes."""
    body = CaptureBody(name, "2026-11-20T09:00:00+09:00", "3.13.7", "Windows 11", settings or ALL_ON)
    return captures.Upload(body, digest)


def ingest(capture):
    """Do what the worker does with one capture."""
    body = capture_queue.claim(capture.id)
    db.session.commit()
    capture_queue.settle(capture.id, judge(json.loads(body)["settings"], catalogue()))
    db.session.commit()
    return capture
