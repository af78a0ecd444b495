"""Tools of other programs, by the Model Context Protocol. The official SDK is an extra."""
