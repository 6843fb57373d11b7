"""The portal of Haishin: rules inside, tables around them, edges outside.

Importing this package imports nothing, so that `portal.domain` stays usable without Flask or a database.
"""
