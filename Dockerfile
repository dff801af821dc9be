# Airflow with dateline installed, from the same lock as `make setup`.
FROM python:3.11-slim-bookworm

ENV AIRFLOW_HOME=/opt/airflow \
    PATH=/opt/venv/bin:$PATH \
    VIRTUAL_ENV=/opt/venv \
    PYTHONUNBUFFERED=1

RUN python -m venv /opt/venv && pip install --no-cache-dir --disable-pip-version-check "uv>=0.9" \
    && useradd --uid 50000 --gid 0 --home-dir /opt/airflow --create-home airflow \
    && mkdir -p /opt/airflow/logs /data && chown -R airflow:root /opt/airflow /data

WORKDIR /src
COPY requirements.txt ./
RUN uv pip install --no-cache --compile-bytecode --require-hashes -r requirements.txt

# Names what DATELINE_DATA needs beyond a disk: s3fs, gcsfs or adlfs; versions of the lock where it has them.
ARG OBJECT_STORE=""
COPY requirements-dev.txt ./
RUN test -z "$OBJECT_STORE" || uv pip install --no-cache --compile-bytecode -c requirements-dev.txt $OBJECT_STORE

COPY pyproject.toml README.md LICENSE ./
COPY include/dateline include/dateline
COPY include/dateline_airflow include/dateline_airflow
RUN uv pip install --no-cache --compile-bytecode --no-deps .

WORKDIR /opt/airflow
COPY --chown=airflow:root dags dags
COPY --chown=airflow:root plugins plugins
USER airflow
