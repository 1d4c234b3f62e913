# SPDX-License-Identifier: Apache-2.0
"""What a throw-away server is set to, and the small texts that PostgreSQL's programs read."""

import random
import socket

HOST = "127.0.0.1"
ADMIN = "cluster_admin"
SERVICE_NAME = "hotswap_test"
# Below the range from which the system hands out ports to clients, so that a restart finds its port free.
PORTS = range(20000, 32000)
PORT_ATTEMPTS = 20

BASE = {
    "listen_addresses": HOST,
    "max_connections": "200",
    "max_prepared_transactions": "0",
    "password_encryption": "scram-sha-256",
    "wal_level": "replica",
    "max_wal_senders": "10",
    "wal_keep_size": "256MB",
    "hot_standby": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
# For suites that check logic only: a crash of the machine may eat such a cluster.
FAST = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def parsed(pairs):
    """key=value texts as a dictionary; raises ValueError that names the wrong one."""
    settings = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.replace("_", "").replace(".", "").isalnum():
            raise ValueError(f"--conf '{pair}' is not of the form key=value")
        settings[key] = value
    return settings


def file_text(settings):
    """The settings as a PostgreSQL configuration file."""
    return "".join("{} = '{}'\n".format(key, value.replace("'", "''")) for key, value in settings.items())


def conninfo(**values):
    """The values as a libpq connection string."""
    quoted = {key: str(value).replace("\\", "\\\\").replace("'", "\\'") for key, value in values.items()}
    return " ".join(f"{key}='{value}'" if not value or set(value) & set(" '\\") else f"{key}={value}"
                    for key, value in quoted.items())


def service_text(values):
    """The values as a libpq service file: with PGSERVICEFILE, service=hotswap_test is a conninfo."""
    return f"[{SERVICE_NAME}]\n" + "".join(f"{key}={value}\n" for key, value in values.items())


def free_port():
    """A port of PORTS that nobody listens on now."""
    for port in random.SystemRandom().sample(PORTS, PORT_ATTEMPTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
                return port
            except OSError:
                continue
    raise OSError(f"no free port found between {PORTS.start} and {PORTS.stop}")
