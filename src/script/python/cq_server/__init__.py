"""Viewer calls of a web server."""
