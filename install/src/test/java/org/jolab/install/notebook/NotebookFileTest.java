package org.jolab.install.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jolab.api.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NotebookFileTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsNotUnderstoodStaysAsItWas() throws Exception {
        // Odd on purpose: keys out of order, numbers with their own digits, unknown fields everywhere.
        var text = """
            {
             "zebra": {
              "list": [
               1.50,
               1e3,
               12345678901234567890
              ],
              "empty": [],
              "none": {}
             },
             "nbformat_minor": 5,
             "nbformat": 4,
             "metadata": {
              "über": "Ünï \\u2028 \\"x\\""
             },
             "cells": [
              {
               "source": [
                "a\\n",
                "b"
               ],
               "id": "one",
               "unknown": null,
               "metadata": {
                "collapsed": true
               },
               "cell_type": "markdown",
               "attachments": {
                "x.png": {
                 "image/png": "AA=="
                }
               }
              }
             ]
            }
            """.replace("\\u2028", "–").replace("1e3", "1E+3");
        var file = Files.writeString(folder.resolve("a.ipynb"), text);
        NotebookFile.read(file).write(file);
        assertEquals(text, Files.readString(file));
    }

    @Test
    void olderNotebooksGetWhatFormat45Demands() throws Exception {
        var file = Files.writeString(folder.resolve("a.ipynb"), """
            {"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [
              {"cell_type": "code", "source": "1", "metadata": {}, "outputs": [], "execution_count": null},
              {"cell_type": "markdown", "source": "2", "id": "same"},
              {"cell_type": "raw", "source": "3", "id": "same"}]}""");
        var notebook = NotebookFile.read(file);
        assertEquals(5, notebook.json().path("nbformat_minor").asInt());
        var ids = notebook.cells().valueStream().map(cell -> cell.path("id").asText()).toList();
        assertEquals(3, ids.stream().distinct().filter(id -> id.matches("[a-zA-Z0-9-_]{1,64}")).count());
        assertEquals("same", ids.get(1));
        assertTrue(notebook.cells().valueStream().allMatch(cell -> cell.path("metadata").isObject()));
    }

    @Test
    void eachKindOfWrongFileIsOneSentence() throws Exception {
        refuse("is not a notebook: it is not JSON (line 2)", "{\n\"nbformat\": 4,, }");
        refuse("is not a notebook: it has no field nbformat", "");
        refuse("is not a notebook: it has no field nbformat", "[1, 2]");
        refuse("is not a notebook: it has no field nbformat", "{\"a\": 1}");
        refuse("is a notebook of format 3", "{\"nbformat\": 3, \"worksheets\": []}");
        refuse("it has no list of cells", "{\"nbformat\": 4, \"cells\": 7}");
        refuse("a cell has no cell_type", "{\"nbformat\": 4, \"cells\": [{\"source\": \"x\"}]}");
        refuse("is a notebook for python, not for Java",
            "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"kernelspec\": {\"language\": \"python\"}}}");
        refuse("is a notebook for Python, not for Java",
            "{\"nbformat\": 4, \"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \"python3\"}}}");
        var missing = folder.resolve("missing.ipynb");
        assertEquals("There is no file " + missing + ".",
            assertThrows(UsageError.class, () -> NotebookFile.read(missing)).getMessage());
        assertTrue(assertThrows(UsageError.class, () -> NotebookFile.read(folder)).getMessage()
            .startsWith("Cannot read " + folder));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writingKeepsThePermissionsAndFollowsLinks() throws Exception {
        var file = Notebooks.write(folder.resolve("a.ipynb"), "1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        var link = Files.createSymbolicLink(folder.resolve("link.ipynb"), file);
        NotebookFile.read(link).write(link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        var plain = Files.createFile(folder.resolve("plain"));
        var fresh = folder.resolve("fresh.ipynb");
        NotebookFile.read(file).write(fresh);
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(fresh));
    }

    private void refuse(String sentence, String text) throws IOException {
        var file = Files.writeString(folder.resolve("bad.ipynb"), text);
        var message = assertThrows(UsageError.class, () -> NotebookFile.read(file)).getMessage();
        assertTrue(message.contains(sentence), message);
        assertEquals(1, message.lines().count());
    }
}
