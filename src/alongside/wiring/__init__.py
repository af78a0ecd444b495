"""The parts of a life, made from its store and settings: each module wires one of its powers from
what the modules before it made."""
