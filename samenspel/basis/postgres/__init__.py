"""Django's PostgreSQL engine, with the embedded server as the default place."""
