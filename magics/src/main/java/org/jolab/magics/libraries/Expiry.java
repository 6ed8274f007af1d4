package org.jolab.magics.libraries;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;

/**
 * When repositories want to be asked again for what may have changed.
 *
 * @param repositories each with policies of its own
 */
record Expiry(List<RemoteRepository> repositories) {

    /** The next time, in milliseconds since 1970. */
    long next() {
        return repositories.stream()
            .flatMapToLong(one -> java.util.stream.LongStream.of(next(one.getPolicy(false)), next(one.getPolicy(true))))
            .min().orElse(Long.MAX_VALUE);
    }

    private static long next(RepositoryPolicy policy) {
        var said = policy.isEnabled() ? policy.getUpdatePolicy() : RepositoryPolicy.UPDATE_POLICY_NEVER;
        if (said.startsWith(RepositoryPolicy.UPDATE_POLICY_INTERVAL + ":")) {
            var minutes = said.substring(RepositoryPolicy.UPDATE_POLICY_INTERVAL.length() + 1);
            return minutes.matches("\\d{1,9}")
                ? System.currentTimeMillis() + Duration.ofMinutes(Long.parseLong(minutes)).toMillis() : 0;
        }
        return switch (said) {
            case RepositoryPolicy.UPDATE_POLICY_NEVER -> Long.MAX_VALUE;
            case RepositoryPolicy.UPDATE_POLICY_DAILY ->
                LocalDate.now().plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant().toEpochMilli();
            default -> 0;
        };
    }
}
