"""The commands of the shell, one module a group: texts, articles, tables."""

from dateline.shell import articles, tables, texts

COMMANDS = {command.name: command for group in (articles, texts, tables) for command in group.COMMANDS}
