"""Agents: what is to be done is planned, done a step at a time through the gate, and looked at."""
