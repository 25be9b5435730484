"""The archive on disk: SQLite schema, migrations, and one repository per noun."""
