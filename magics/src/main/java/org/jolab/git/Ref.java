package org.jolab.git;

/**
 * A name in a repository.
 *
 * @param name all of it: {@code refs/heads/main}
 * @param id the name of what it stands at
 */
public record Ref(String name, String id) {

    @Override
    public String toString() {
        return id + "\t" + name;
    }
}
