"""Departures from Scrapy's defaults, each with its reason."""

BOT_NAME = "embedded-jobs"
SPIDER_MODULES = ["scrapers.spiders"]
COMMANDS_MODULE = "scrapers.commands"
TELNETCONSOLE_ENABLED = False  # runs Python for whoever reaches it
REMOTE_CONTROL_ENABLED = False  # likewise
