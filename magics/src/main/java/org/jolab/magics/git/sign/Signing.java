package org.jolab.magics.git.sign;

import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.TagCommand;
import org.eclipse.jgit.lib.GpgConfig;
import org.jolab.magics.git.credentials.Prompts;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.place.Place;

/**
 * Whether and by which key to sign.
 *
 * @param place where
 * @param isWanted whether to sign; null if the configuration decides
 * @param key the key; null if the configuration says which
 */
public record Signing(Place place, Boolean isWanted, String key) {

    /** What the options say. */
    public static Signing of(Place place, Given given) {
        return new Signing(place, given.has("-S") ? Boolean.TRUE : given.has("--no-gpg-sign") ? Boolean.FALSE : null,
            given.option("-S").orElse(null));
    }

    private GpgConfig config() {
        return new GpgConfig(place.repository().getConfig());
    }

    /** Makes {@code command} sign, if it shall. */
    public void apply(CommitCommand command) {
        var config = config();
        command.setGpgConfig(config).setSign(isWanted).setCredentialsProvider(new Prompts(place));
        if (key != null) {
            command.setSigningKey(key);
        }
        if (isOpenPgp(config) && (isWanted != null ? isWanted : config.isSignCommits())) {
            command.setSigner(new GpgProgram());
        }
    }

    /** The same for a tag. */
    public void apply(TagCommand command) {
        var config = config();
        command.setGpgConfig(config).setCredentialsProvider(new Prompts(place));
        var isSigned = isWanted != null ? isWanted : config.isSignAllTags() || config.isSignAnnotated();
        command.setSigned(isSigned);
        if (key != null) {
            command.setSigningKey(key);
        }
        if (isSigned && isOpenPgp(config)) {
            command.setSigner(new GpgProgram());
        }
    }

    private static boolean isOpenPgp(GpgConfig config) {
        return config.getKeyFormat() == GpgConfig.GpgFormat.OPENPGP;
    }
}
