"""Makes and runs notebooks."""

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SPEC = {"name": "java", "display_name": "Java", "language": "java"}


def notebook(*cells):
    """A Java notebook of these cells: code as strings, or cells made elsewhere."""
    made = new_notebook(metadata={"kernelspec": SPEC, "language_info": {"name": "java"}})
    made.cells = [new_code_cell(c) if isinstance(c, str) else c for c in cells]
    nbformat.validate(made)
    return made


def code(source, *tags):
    return new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def text(source):
    return new_markdown_cell(source)


def execute(*cells, **options):
    """Runs a notebook of these cells through nbclient and returns it, valid."""
    made = notebook(*cells)
    NotebookClient(made, kernel_name="java", timeout=60, **options).execute()
    nbformat.validate(made)
    return made


def output(cell):
    """A cell's outputs as short tuples."""
    short = []
    for o in cell.outputs:
        match o.output_type:
            case "stream":
                short.append((o.name, o.text))
            case "error":
                short.append(("error", o.ename))
            case kind:
                short.append((kind, o.data.get("text/plain")))
    return short
