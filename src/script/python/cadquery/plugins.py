"""Plugins assign functions to Workplane; none are built in."""
