#!/bin/bash
# Runs on every node before Spark starts. SPARKPASSWORD is an environment variable of the cluster that refers to a secret.
set -euo pipefail

if [ -n "${SPARKPASSWORD:-}" ]; then
  install -d -m 700 /etc/lake
  printf '%s' "${SPARKPASSWORD}" > /etc/lake/jdbc-password
  chmod 600 /etc/lake/jdbc-password
fi
