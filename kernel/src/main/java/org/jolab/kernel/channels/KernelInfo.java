package org.jolab.kernel.channels;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jolab.kernel.protocol.Header;
import org.jolab.kernel.protocol.Reply;

/** What this kernel tells of itself. */
final class KernelInfo {

    private KernelInfo() {}

    /** The reply to kernel_info_request. {@code supported_features} names only what the tests prove. */
    static Reply reply() {
        var java = Runtime.version();
        var version = Optional.ofNullable(KernelInfo.class.getPackage().getImplementationVersion()).orElse("0.1.0");
        return new Reply.Done(Reply.object(
            "protocol_version", Header.VERSION,
            "implementation", "jolab",
            "implementation_version", version,
            "language_info", Reply.object(
                "name", "java",
                "version", java.feature() + "." + java.interim() + "." + java.update(),
                "mimetype", "text/x-java",
                "file_extension", ".java",
                "pygments_lexer", "java",
                "codemirror_mode", "java",
                "nbconvert_exporter", "script"),
            "banner", "Jolab %s, Java %s (%s)".formatted(version, java, System.getProperty("java.vm.vendor")),
            "help_links", List.of(
                Map.of("text", "Java API", "url",
                    "https://docs.oracle.com/en/java/javase/%d/docs/api/".formatted(java.feature())),
                Map.of("text", "Learn Java", "url", "https://dev.java/learn/")),
            "debugger", false,
            "supported_features", List.of("kernel subshells")));
    }
}
