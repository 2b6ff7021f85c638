#!/bin/bash
# Run once by the Postgres image, when its volume is empty: the database, owned by a role that is no superuser, so that
# row-level security holds for everything Refactory does.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -v password="$REFACTORY_POSTGRES_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role refactory login nosuperuser nocreatedb nocreaterole nobypassrls password :'password';
create database refactory owner refactory;
SQL
