"""Campaigns with their groups, draws and seats."""
