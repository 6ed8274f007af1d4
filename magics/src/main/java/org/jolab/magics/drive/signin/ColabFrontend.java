package org.jolab.magics.drive.signin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * Colab's page as the kernel sees it: it answers requests of the kind {@code colab_request}, whose answers come on the
 * channel of user input.
 */
@FunctionalInterface
public interface ColabFrontend {

    /**
     * Sends a request and waits for its answer.
     *
     * @param type    such as {@code request_auth}
     * @param request its content
     * @return the answer's {@code data}; empty if none came in time
     * @throws org.jolab.api.UsageError if the page refuses, with its reason
     */
    Optional<JsonNode> request(String type, JsonNode request, Duration limit) throws InterruptedException;
}
