package org.jolab.magics.git.tree;

import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.UserConfig;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Place;

/** Who commits. */
public final class Identity {

    private static final Pattern PERSON = Pattern.compile("\\s*(.*?)\\s*<([^<>]*)>\\s*");

    private Identity() {}

    /**
     * The committer.
     *
     * @throws UsageError if nobody has said who that is
     */
    public static PersonIdent committer(Place place) {
        var user = place.repository().getConfig().get(UserConfig.KEY);
        check(user.isCommitterNameImplicit() || user.isCommitterEmailImplicit());
        return new PersonIdent(place.repository());
    }

    /** The author, if {@code GIT_AUTHOR_NAME} or the like say somebody else. */
    static PersonIdent author(Place place) {
        var user = place.repository().getConfig().get(UserConfig.KEY);
        check(user.isAuthorNameImplicit() || user.isAuthorEmailImplicit());
        return new PersonIdent(user.getAuthorName(), user.getAuthorEmail());
    }

    private static void check(boolean isGuess) {
        if (isGuess) {
            throw new UsageError("Git does not know who you are. Say so once: %git config --global user.name \"Your "
                + "Name\" and %git config --global user.email you@example.com (without --global for this repository "
                + "alone).");
        }
    }

    /** The person that {@code --author} names; one of the commits' if it is no more than a part of a name. */
    static PersonIdent parse(Place place, String text) throws Exception {
        var match = PERSON.matcher(text);
        if (match.matches()) {
            return new PersonIdent(match.group(1), match.group(2));
        }
        if (place.repository().resolve("HEAD") != null) {
            for (var commit : place.git().log().call()) {
                var who = commit.getAuthorIdent();
                if (who.toExternalString().contains(text)) {
                    return new PersonIdent(who.getName(), who.getEmailAddress());
                }
            }
        }
        throw new UsageError("Write the author as \"Name <address>\"; no commit's author is called " + text + ".");
    }
}
