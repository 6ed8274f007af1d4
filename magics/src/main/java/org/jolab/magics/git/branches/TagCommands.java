package org.jolab.magics.git.branches;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jolab.api.UsageError;
import org.jolab.git.Listing;
import org.jolab.git.StyledText;
import org.jolab.git.Tag;
import org.jolab.magics.git.Command;
import org.jolab.magics.git.history.Commits;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.line.Syntax;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.sign.Signing;
import org.jolab.magics.git.tree.Identity;

/** {@code %git tag}. */
public final class TagCommands {

    private TagCommands() {}

    /** The commands. */
    public static List<Command> all() {
        return List.of(Command.of("tag", "lists, makes and deletes tags", Syntax.of("-a, --annotate",
            "-m, --message TEXT", "-d, --delete", "-f, --force", "-l, --list", "-n", "-s, --sign",
            "-u, --local-user KEY"), TagCommands::tag).givesMany(Tag.class));
    }

    private static Object tag(Place place, Given given) throws Exception {
        if (given.has("-d")) {
            return delete(place, given);
        }
        if (given.words().isEmpty() || given.has("-l", "-n")) {
            return list(place, given);
        }
        given.atMost(2);
        var name = given.words().getFirst();
        if (!Repository.isValidRefName(Constants.R_TAGS + name) || name.startsWith("-")) {
            throw new UsageError("A tag can't be called \"" + name + "\": names have no blanks and none of the "
                + "characters ~^:?*[\\.");
        }
        if (!given.has("-f") && place.repository().exactRef(Constants.R_TAGS + name) != null) {
            throw new UsageError("There is a tag " + name + " already. -f moves it, %git tag -d " + name
                + " deletes it.");
        }
        var hasMessage = given.has("-a", "-m", "-s", "-u");
        if (hasMessage && !given.has("-m")) {
            throw new UsageError("A tag of this kind needs a message: %git tag -a " + name + " -m \"what it is\".");
        }
        var target = place.resolve(given.word(1).orElse("HEAD"));
        try (var walk = new RevWalk(place.repository())) {
            var command = place.git().tag().setName(name).setObjectId(walk.parseAny(target))
                .setForceUpdate(given.has("-f")).setAnnotated(hasMessage);
            if (hasMessage) {
                command.setMessage(String.join("\n\n", given.options("-m")) + "\n")
                    .setTagger(Identity.committer(place));
                new Signing(place, given.has("-s", "-u") ? Boolean.TRUE : null, given.option("-u").orElse(null))
                    .apply(command);
            } else {
                command.setSigned(false);
            }
            command.call();
        }
        return null;
    }

    private static Object delete(Place place, Given given) throws Exception {
        given.need(0, "which tag to delete");
        for (var name : given.words()) {
            var ref = place.repository().exactRef(Constants.R_TAGS + name);
            if (ref == null) {
                throw new UsageError("There is no tag " + name + ". %git tag lists them.");
            }
            place.git().tagDelete().setTags(name).call();
            System.out.println("Deleted tag '" + name + "' (was " + ref.getObjectId().name().substring(0, 7) + ")");
        }
        return null;
    }

    private static Object list(Place place, Given given) throws IOException {
        var patterns = given.words().stream().map(glob -> Pattern.compile(glob.replaceAll("[.()+^$|{}\\\\]", "\\\\$0")
            .replace("*", ".*").replace("?", "."))).toList();
        var found = new ArrayList<Tag>();
        var text = new StyledText();
        try (var walk = new RevWalk(place.repository())) {
            for (var ref : place.repository().getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
                var name = Repository.shortenRefName(ref.getName());
                if (!patterns.isEmpty() && patterns.stream().noneMatch(pattern -> pattern.matcher(name).matches())) {
                    continue;
                }
                var object = walk.parseAny(ref.getObjectId());
                var tag = object instanceof RevTag annotated ? new Tag(name, walk.peel(annotated).name(),
                    annotated.getFullMessage().strip(), annotated.getTaggerIdent() == null ? null
                        : Commits.person(annotated.getTaggerIdent())) : new Tag(name, object.name(), "", null);
                found.add(tag);
                text.line(given.has("-n") ? String.format("%-15s %s", name, tag.message().lines().findFirst()
                    .orElse("")) : name);
            }
        }
        return new Listing<>(found, text);
    }
}
