"""Tells papermill how Java writes parameters.

Papermill has no plug-in point for translators, but it imports every registered engine when it starts; so the engine
below, which runs notebooks as papermill's own does, brings the translator with it.
"""

import math
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

INT = range(-(2**31), 2**31)
LONG = range(-(2**63), 2**63)
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
IDENTIFIER = re.compile(r"[^\W\d]\w*")
DECLARATION = re.compile(
    r"""^\s*(?:final\s+)?
    (?P<type>[A-Za-z_][\w.]*(?:<[^=;]*>)?(?:\[\])*)\s+
    (?P<name>[^\W\d]\w*)\s*=\s*
    (?P<value>"(?:\\.|[^"\\])*"|[^;]*?)\s*;
    \s*(?://\s*(?P<help>.*))?$""",
    re.VERBOSE,
)


class JavaTranslator(Translator):
    """Writes each parameter as a declaration of the narrowest Java type that holds it."""

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        lines = [cls.comment(comment)]
        for name, value in parameters.items():
            if not IDENTIFIER.fullmatch(name):
                raise ValueError(f"'{name}' cannot be the name of a Java variable.")
            lines.append(f"{cls.type_of(value)} {name} = {cls.translate(value)}; //@given")
        return "\n".join(lines) + "\n"

    @classmethod
    def comment(cls, text):
        return f"// {text}".strip()

    @classmethod
    def type_of(cls, value):
        """The type of the declaration; values of no Java literal are declared by their interface."""
        match value:
            case bool():
                return "boolean"
            case int():
                return "int" if value in INT else "long" if value in LONG else "java.math.BigInteger"
            case float():
                return "double"
            case None:
                return "Object"
            case list() | tuple():
                return f"java.util.List<{cls.element_type(value)}>"
            case dict():
                return f"java.util.Map<String, {cls.element_type(value.values())}>"
        return "String"

    @classmethod
    def element_type(cls, values):
        """The one class of all values, or Object."""
        boxes = {"int": "Integer", "long": "Long", "double": "Double", "boolean": "Boolean"}
        types = {cls.type_of(value) for value in values if value is not None}
        if types == {"int", "long"}:
            return "Long"
        only = types.pop() if len(types) == 1 else "Object"
        return boxes.get(only, only)

    @classmethod
    def translate_str(cls, value):
        # No \u escapes: Java reads them before anything else, so that \u000a would end the line.
        return '"' + "".join(ESCAPES.get(c) or (f"\\{ord(c):03o}" if c < " " else c) for c in str(value)) + '"'

    @classmethod
    def translate_escaped_str(cls, value):
        return cls.translate_str(value)

    @classmethod
    def translate_none(cls, value):
        return "null"

    @classmethod
    def translate_int(cls, value):
        if value in INT:
            return str(value)
        return f"{value}L" if value in LONG else f'new java.math.BigInteger("{value}")'

    @classmethod
    def translate_float(cls, value):
        if math.isfinite(value):
            return repr(value)
        return "Double.NaN" if math.isnan(value) else f"Double.{'POSITIVE' if value > 0 else 'NEGATIVE'}_INFINITY"

    @classmethod
    def translate(cls, value):
        return cls.translate_list(value) if isinstance(value, tuple) else super().translate(value)

    @classmethod
    def translate_list(cls, value):
        element = cls.element_type(value)
        # Not List.of, which takes no null.
        return f"java.util.Arrays.<{element}>asList({', '.join(cls.element(v, element) for v in value)})"

    @classmethod
    def translate_dict(cls, value):
        element = cls.element_type(value.values())
        puts = "".join(f" put({cls.translate_str(k)}, {cls.element(v, element)});" for k, v in value.items())
        # Not Map.of, which takes no null, keeps no order and ends at ten.
        return f"new java.util.LinkedHashMap<String, {element}>() {{{{{puts} }}}}"

    @classmethod
    def element(cls, value, element):
        widened = element == "Long" and isinstance(value, int) and value in INT
        return f"{value}L" if widened else cls.translate(value)

    @classmethod
    def inspect(cls, parameters_cell):
        """The parameters that a cell declares, for ``papermill --help-notebook``."""
        found = []
        for line in parameters_cell["source"].splitlines():
            if match := DECLARATION.match(line):
                found.append(Parameter(
                    name=match["name"],
                    inferred_type_name=match["type"],
                    default=match["value"],
                    help=match["help"] or "",
                ))
        return found


papermill_translators.register("java", JavaTranslator)


class JolabEngine(NBClientEngine):
    """Papermill's own engine; its import is what registers the translator."""
