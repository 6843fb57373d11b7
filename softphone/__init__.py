"""The reference softphone: a client of the portal over HTTP alone.

`softphone.softphone.Softphone` is what a vendor would embed; `softphone.outcomes` and
`softphone.answers` are what its methods return. `cli` and `window` stand on the same library.
"""
