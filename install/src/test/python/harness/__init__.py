"""Drives a kernel over its sockets and keeps every message that it sends."""
