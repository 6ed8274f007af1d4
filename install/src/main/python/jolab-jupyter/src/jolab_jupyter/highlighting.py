"""Highlights Java cells with their shell and magic lines."""

import re

from pygments.lexer import Lexer, do_insertions
from pygments.lexers.jvm import JavaLexer
from pygments.lexers.shell import BashLexer
from pygments.token import Generic, Keyword, Operator, Text

SHELL = re.compile(r"([ \t]*)(!{1,2})(.*)", re.DOTALL)
MAGIC = re.compile(r"([ \t]*)(%{1,2}[\w.-]+)(.*)", re.DOTALL)
SHELL_CELLS = {"%%sh", "%%bash", "%%shell", "%%script"}


class JolabLexer(Lexer):
    """Java as Jolab's notebooks write it: lines that start with ``!`` are shell, with ``%`` magics."""

    name = "Jolab"
    aliases = ["jolab", "jshell"]
    filenames = ["*.jshell", "*.jsh"]
    mimetypes = ["text/x-jshell"]
    version_added = ""

    def get_tokens_unprocessed(self, text):
        first = MAGIC.match(text)
        if first and first[2].startswith("%%"):
            yield from self.cell_magic(text, first)
            return
        java = ""
        insertions = []
        for line in text.splitlines(keepends=True):
            tokens = self.special(line)
            if tokens:
                insertions.append((len(java), tokens))
            else:
                java += line
        yield from do_insertions(insertions, JavaLexer(**self.options).get_tokens_unprocessed(java))

    def special(self, line):
        """The tokens of a shell or magic line, or none for Java."""
        if match := SHELL.match(line):
            rest = [(i, t, v) for i, t, v in BashLexer(**self.options).get_tokens_unprocessed(match[3])]
            return [(0, Text, match[1]), (0, Operator, match[2]), *rest]
        if match := MAGIC.match(line):
            return [(0, Text, match[1]), (0, Keyword.Pseudo, match[2]), (0, Text, match[3])]
        return []

    def cell_magic(self, text, match):
        """A cell that belongs to its first line as a whole."""
        head, _, body = text.partition("\n")
        yield 0, Keyword.Pseudo, match[1] + match[2]
        yield match.end(2), Text, head[match.end(2):] + "\n"
        lexer = BashLexer if match[2] in SHELL_CELLS else None
        start = len(head) + 1
        if lexer is None:
            yield start, Generic.Output, body
            return
        for index, token, value in lexer(**self.options).get_tokens_unprocessed(body):
            yield start + index, token, value
