package org.jolab.install.frontend;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes notebook files. */
final class Notebooks {

    private Notebooks() {}

    /** A notebook for a kernel, with one code cell for each text. */
    static String of(String kernel, String... cells) {
        var list = Arrays.stream(cells).map(Notebooks::cell).collect(Collectors.joining(",\n"));
        return """
            {"nbformat": 4, "nbformat_minor": 5,
             "metadata": {"kernelspec": {"name": "%s", "display_name": "%s", "language": "java"}},
             "cells": [
            %s
            ]}
            """.formatted(kernel, kernel, list);
    }

    private static String cell(String source) {
        return """
            {"cell_type": "code", "id": "c%s", "metadata": {}, "execution_count": null, "outputs": [],
             "source": "%s"}"""
            .formatted(Integer.toHexString(source.hashCode()),
                source.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }
}
