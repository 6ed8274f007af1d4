package org.jolab.magics.libraries;

import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.internal.impl.DefaultChecksumPolicyProvider;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.spi.connector.checksum.ChecksumPolicy;
import org.eclipse.aether.spi.connector.checksum.ChecksumPolicyProvider;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.TransferResource;

/** The resolver's policies, but for one thing: a repository that has no checksums at all is no failure. */
final class Checksums implements ChecksumPolicyProvider {

    private final ChecksumPolicyProvider usual = new DefaultChecksumPolicyProvider();

    @Override
    public ChecksumPolicy newChecksumPolicy(RepositorySystemSession session, RemoteRepository repository,
            TransferResource resource, String policy) {
        var strict = usual.newChecksumPolicy(session, repository, resource, policy);
        return strict == null ? null : new Lenient(strict);
    }

    @Override
    public String getEffectiveChecksumPolicy(RepositorySystemSession session, String one, String other) {
        return usual.getEffectiveChecksumPolicy(session, one, other);
    }

    private record Lenient(ChecksumPolicy strict) implements ChecksumPolicy {

        @Override
        public boolean onChecksumMatch(String algorithm, ChecksumKind kind) {
            return strict.onChecksumMatch(algorithm, kind);
        }

        @Override
        public void onChecksumMismatch(String algorithm, ChecksumKind kind, ChecksumFailureException e)
                throws ChecksumFailureException {
            strict.onChecksumMismatch(algorithm, kind, e);
        }

        @Override
        public void onChecksumError(String algorithm, ChecksumKind kind, ChecksumFailureException e)
                throws ChecksumFailureException {
            strict.onChecksumError(algorithm, kind, e);
        }

        @Override
        public void onNoMoreChecksums() {}

        @Override
        public void onTransferRetry() {
            strict.onTransferRetry();
        }

        @Override
        public boolean onTransferChecksumFailure(ChecksumFailureException error) {
            return strict.onTransferChecksumFailure(error);
        }
    }
}
