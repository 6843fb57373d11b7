"""The softphone's window in the browser: pages on 127.0.0.1, no script, over the library alone."""
