package org.jolab.magics.git.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.jolab.api.UsageError;
import org.jolab.magics.git.place.Environment;

/**
 * Signs by the user's own gpg, as git does: it has the keys, and the agent that knows their passphrases.
 *
 * @param environment of the program
 */
record GpgProgram(Environment environment) implements Signer {

    @Override
    public GpgSignature sign(Repository repository, GpgConfig config, byte[] data, PersonIdent committer,
            String signingKey, CredentialsProvider credentialsProvider) {
        var key = signingKey != null && !signingKey.isEmpty() ? signingKey : config.getSigningKey() != null
            ? config.getSigningKey() : committer.getName() + " <" + committer.getEmailAddress() + ">";
        var program = config.getProgram() == null ? "gpg" : config.getProgram();
        try {
            var process = environment.program(program, "--status-fd=2", "-bsau", key).start();
            var errors = CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    return e.getMessage();
                }
            }, task -> Thread.ofVirtual().start(task));
            try (var in = process.getOutputStream()) {
                in.write(data);
            }
            var signature = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0 || !errors.join().contains("SIG_CREATED")) {
                throw new UsageError("gpg could not sign by the key of " + key + ": " + reason(errors.join())
                    + ". Is there such a key (!gpg --list-secret-keys), and can its agent ask for the passphrase? "
                    + "Nothing was committed.");
            }
            return new GpgSignature(signature);
        } catch (IOException e) {
            throw new UsageError("There is no program " + program + " to sign with (" + e.getMessage()
                + "). Install GnuPG, or sign by an SSH key: %git config gpg.format ssh. Nothing was committed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageError("Signing was interrupted. Nothing was committed.", e);
        }
    }

    private static String reason(String errors) {
        return errors.lines().filter(line -> line.startsWith("gpg: ")).map(line -> line.substring("gpg: ".length()))
            .reduce((_, last) -> last).orElse("no reason given");
    }

    @Override
    public boolean canLocateSigningKey(Repository repository, GpgConfig config, PersonIdent committer,
            String signingKey, CredentialsProvider credentialsProvider) {
        return true;
    }
}
