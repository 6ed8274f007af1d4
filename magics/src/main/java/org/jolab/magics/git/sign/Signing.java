package org.jolab.magics.git.sign;

import java.util.Optional;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.TagCommand;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.Signer;
import org.jolab.magics.git.credentials.Prompts;
import org.jolab.magics.git.line.Given;
import org.jolab.magics.git.place.Place;
import org.jolab.magics.git.transport.SecureShell;

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
        if (isWanted != null ? isWanted : config.isSignCommits()) {
            signer(config).ifPresent(command::setSigner);
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
        if (isSigned) {
            signer(config).ifPresent(command::setSigner);
        }
    }

    private static Optional<Signer> signer(GpgConfig config) {
        return switch (config.getKeyFormat()) {
            case OPENPGP -> Optional.of(new GpgProgram());
            case SSH -> Optional.of(SecureShell.get().signer());
            default -> Optional.empty();
        };
    }
}
