package org.jolab.git;

/**
 * Another repository that this one knows.
 *
 * @param name what commands call it, such as {@code origin}
 * @param fetchUrl where its commits come from; without a password if it has one
 * @param pushUrl where commits go to; without a password if it has one
 */
public record Remote(String name, String fetchUrl, String pushUrl) {

    @Override
    public String toString() {
        return name;
    }
}
