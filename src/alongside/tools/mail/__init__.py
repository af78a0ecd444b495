"""The person's mailbox as tools: searched and read, drafted, sent after a while to think again."""
