package org.jolab.magics.git.ssh;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.transport.sshd.agent.AbstractConnector;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jolab.magics.git.place.Environment;

/**
 * The SSH agent of the user, by the JDK's own sockets.
 *
 * @param environment which says in {@code SSH_AUTH_SOCK} where it is
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-sshm-ssh-agent">its protocol</a>
 */
record Agent(Environment environment) implements ConnectorFactory {

    private static final String VARIABLE = "SSH_AUTH_SOCK";

    @Override
    public Connector create(String identityAgent, File homeDir) {
        var name = identityAgent == null || identityAgent.isEmpty() || identityAgent.equals(VARIABLE)
            ? environment.get(VARIABLE).orElse("") : identityAgent;
        return new Line(name);
    }

    @Override
    public boolean isSupported() {
        return true;
    }

    @Override
    public String getName() {
        return "jolab-agent";
    }

    @Override
    public Collection<ConnectorDescriptor> getSupportedConnectors() {
        return List.of(getDefaultConnector());
    }

    @Override
    public ConnectorDescriptor getDefaultConnector() {
        return new ConnectorDescriptor() {
            @Override
            public String getIdentityAgent() {
                return VARIABLE;
            }

            @Override
            public String getDisplayName() {
                return "SSH agent";
            }
        };
    }

    /** A connection with it. Used by one thread at a time. */
    private static final class Line extends AbstractConnector {

        private final String name;
        private SocketChannel channel;

        Line(String name) {
            this.name = name;
        }

        @Override
        public boolean connect() throws IOException {
            if (name.isEmpty()) {
                return false;
            }
            if (channel == null) {
                try {
                    var fresh = SocketChannel.open(StandardProtocolFamily.UNIX);
                    fresh.connect(UnixDomainSocketAddress.of(Path.of(name)));
                    channel = fresh;
                } catch (IOException | UnsupportedOperationException e) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public synchronized byte[] rpc(byte command, byte[] message) throws IOException {
            prepareMessage(command, message);
            for (var buffer = ByteBuffer.wrap(message); buffer.hasRemaining();) {
                channel.write(buffer);
            }
            var length = toLength(command, read(Integer.BYTES));
            return read(length);
        }

        private byte[] read(int count) throws IOException {
            var buffer = ByteBuffer.allocate(count);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new EOFException("The SSH agent has gone.");
                }
            }
            return buffer.array();
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        }
    }
}
