package org.jolab.github;

/**
 * A pull request.
 *
 * @param number its number in the repository
 * @param title its title
 * @param author who opened it
 * @param state {@code open}, {@code closed} or {@code merged}; {@code draft} while it is one
 * @param head what is to be merged: {@code owner:branch}
 * @param base into which branch
 * @param url its page
 */
public record PullRequest(int number, String title, String author, String state, String head, String base,
        String url) {

    @Override
    public String toString() {
        return "#%d %s (%s, %s → %s, by %s) %s".formatted(number, title, state, head, base, author, url);
    }
}
