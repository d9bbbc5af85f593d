#!/bin/bash
# Fills the secret scope of the lake. Needs the Databricks CLI 0.205 or newer.
set -euo pipefail

databricks secrets create-scope lake

# One secret as a body, with the value from the environment.
databricks secrets put-secret --json '{
  "scope": "lake",
  "key": "client-secret",
  "string_value": "'"$CLIENT_SECRET"'"
}'

# Standard input, to the last byte: printf writes no newline at the end.
printf '%s' "$JDBC_PASSWORD" | databricks secrets put-secret lake jdbc-password

# A secret of several lines.
(cat << EOF
this
is
a
multi
line
secret
EOF
) | databricks secrets put-secret lake events-token

databricks secrets list-secrets lake
databricks secrets put-acl lake data-engineers READ
databricks secrets put-acl lake 6d1c0a52-93be-4f07-8a6e-2b7f1c5d9e34 READ
databricks secrets list-acls lake
databricks secrets get-acl lake data-engineers
databricks secrets delete-acl lake interns
databricks secrets delete-secret lake smtp-password

# From before the command line was written anew, and what goes wrong else:
databricks secrets put --scope lake --key jdbc-user --string-value "$JDBC_USER"
databricks secrets put-acl --scope lake --principal analysts --permission READ
databricks secrets create-scope sandbox --initial-manage-principal admins
echo "$EVENTS_TOKEN" | databricks secrets put-secret lake events-token
databricks secrets put-secret lake smtp-password --string-value not-a-real-password
databricks secrets put-acl lake sp-nightly-loader CAN_READ
databricks secrets put-secret shared-vault api-key
databricks secrets put-acl scratch data-engineers MANAGE
databricks secrets put-acl scratch data-engineers READ
databricks secrets list-secret lake
