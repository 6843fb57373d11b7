"""Settings files of other softphones: real ones, and what they should become."""

from pathlib import Path

from importer.catalogue import catalogue
from importer.native import read_native
from importer.native_formats import native_formats

LINPHONE = "text/x-linphonerc"
MICROSIP = "text/x-microsip-ini"
FIELDS = {
    "name": "標準設定",
    "captured_at": "2026-11-20T09:00:00+09:00",
    "softphone": {"version": "3.13.7", "os": "Linphone"},
}
# As Linphone 5.1 wrote it at its first start.
LINPHONERC = Path(__file__).with_name("linphonerc").read_bytes()
# With the keys that MicroSIP 3.22 writes.
MICROSIP_INI = """[Settings]
accountId=1
singleMode=1
ringingSound=
volumeRing=80
audioRingDevice=""
audioOutputDevice="スピーカー (USB Audio)"
audioInputDevice="Microphone"
micAmplification=0
audioCodecs=opus/16000/1 PCMA/8000/1 PCMU/8000/1
VAD=0
EC=1
rtpPortMin=16384
rtpPortMax=16999
STUN=
portKnockerHost=
portKnockerPorts=7000,8000,9000
DTMFMethod=2
autoAnswer=all
autoAnswerDelay=3
usersDirectory=https://bob:hunter2@directory.invalid/
bringToFrontOnIncoming=1
callWaiting=0
mainX=965
mainY=383
mainW=315
mainH=377
alwaysOnTop=1
[Account1]
label=1001
server=pbx.invalid
username=1001
password=68756e74657232
authID=1001
keepAlive=15
"""


def read(raw, media_type, **fields):
    raw = raw if isinstance(raw, bytes) else raw.encode()
    return read_native(raw, FIELDS | fields, native_formats()[media_type], catalogue())
