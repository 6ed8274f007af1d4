package org.jolab.magics.git.sign;

import java.io.IOException;
import org.eclipse.jgit.api.CommitCommand;
import org.eclipse.jgit.api.TagCommand;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.api.errors.UnsupportedSigningFormatException;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.GpgConfig.GpgFormat;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.lib.Signers;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.jolab.api.UsageError;
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

    /** Lets all that makes commits sign them if the configuration says so: merges and picks too. */
    public static void install(Place place) {
        Signers.set(GpgFormat.OPENPGP, new GpgProgram(place.environment()));
        Signers.set(GpgFormat.SSH, new ShellKeys(new Prompts(place)));
    }

    private GpgConfig config() {
        return new GpgConfig(place.repository().getConfig());
    }

    /** Makes {@code command} sign, if it shall. */
    public void apply(CommitCommand command) {
        command.setGpgConfig(config()).setSign(isWanted).setCredentialsProvider(new Prompts(place));
        if (key != null) {
            command.setSigningKey(key);
        }
    }

    /** The same for a tag. */
    public void apply(TagCommand command) {
        var config = config();
        command.setGpgConfig(config).setCredentialsProvider(new Prompts(place));
        command.setSigned(isWanted != null ? isWanted : config.isSignAllTags() || config.isSignAnnotated());
        if (key != null) {
            command.setSigningKey(key);
        }
    }

    /**
     * Signs by keys of SSH, whose library is not loaded before.
     *
     * @param prompts asks for passphrases where the command, such as a merge, has nobody to ask
     */
    private record ShellKeys(Prompts prompts) implements Signer {

        @Override
        public GpgSignature sign(Repository repository, GpgConfig config, byte[] data, PersonIdent committer,
                String signingKey, CredentialsProvider asking)
                throws CanceledException {
            try {
                return SecureShell.get().signer().sign(repository, config, data, committer, signingKey,
                    asking == null ? prompts : asking);
            } catch (IOException | UnsupportedSigningFormatException e) {
                throw new UsageError("The SSH key " + (signingKey == null ? config.getSigningKey() : signingKey)
                    + " can't sign: " + e.getMessage() + ". %git config user.signingKey FILE names the one that can. "
                    + "Nothing was committed.", e);
            }
        }

        @Override
        public boolean canLocateSigningKey(Repository repository, GpgConfig config, PersonIdent committer,
                String signingKey, CredentialsProvider asking) throws CanceledException {
            return SecureShell.get().signer().canLocateSigningKey(repository, config, committer, signingKey,
                asking == null ? prompts : asking);
        }
    }
}
