package org.jolab.magics.git.ssh;

import java.util.ServiceLoader;
import org.eclipse.jgit.lib.GpgConfig.GpgFormat;
import org.eclipse.jgit.lib.Signer;
import org.eclipse.jgit.lib.SignerFactory;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jolab.magics.git.place.Environment;
import org.jolab.magics.git.transport.SecureShell;

/** SSH as the user's {@code ~/.ssh} says. Used by all threads. */
public final class MinaShell implements SecureShell {

    /** Made by reflection. */
    public MinaShell() {
        EdwardsCurve.register();
    }

    @Override
    public SshSessionFactory open(Environment environment) {
        var home = environment.home();
        return new SshdSessionFactoryBuilder().setHomeDirectory(home.toFile())
            .setSshDirectory(home.resolve(".ssh").toFile())
            // Kerberos asks the network for names before anything else happens.
            .setPreferredAuthentications("publickey,keyboard-interactive,password")
            .setConnectorFactory(new Agent(environment)).build(new JGitKeyCache());
    }

    @Override
    public Signer signer() {
        return ServiceLoader.load(SignerFactory.class, MinaShell.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get).filter(factory -> factory.getType() == GpgFormat.SSH)
            .findFirst().orElseThrow().create();
    }
}
