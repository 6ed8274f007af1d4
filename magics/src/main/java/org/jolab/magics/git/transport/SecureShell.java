package org.jolab.magics.git.transport;

import java.nio.file.Path;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jolab.magics.git.place.Environment;

/** Reaches other computers by SSH, as the user's {@code ~/.ssh} says. */
public final class SecureShell {

    private SecureShell() {}

    /** Connections for one command; to be closed after it. */
    public static SshdSessionFactory open(Environment environment) {
        EdwardsCurve.register();
        Path home = environment.home();
        return new SshdSessionFactoryBuilder().setHomeDirectory(home.toFile())
            .setSshDirectory(home.resolve(".ssh").toFile())
            // Kerberos asks the network for names before anything else happens.
            .setPreferredAuthentications("publickey,keyboard-interactive,password")
            .setConnectorFactory(new Agent(environment)).build(new JGitKeyCache());
    }
}
