"""Airflow on this machine alone: SQLite, LocalExecutor, 127.0.0.1, everything kept in .airflow."""
