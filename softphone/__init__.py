"""The reference softphone: a client of the portal over HTTP alone."""
