package org.jolab.magics.drive.store;

import java.util.List;

/**
 * Some entries of a folder.
 *
 * @param next asks for the following page; empty after the last one
 */
public record Page(List<Entry> entries, String next) {

    public Page {
        entries = List.copyOf(entries);
    }
}
