package org.jolab.github;

import java.util.List;

/**
 * A gist.
 *
 * @param id what its address ends with
 * @param files the names of its files
 * @param isPublic whether others find it; a secret one can be read by whoever has its address
 * @param url its page
 */
public record Gist(String id, List<String> files, boolean isPublic, String url) {

    @Override
    public String toString() {
        return url;
    }
}
