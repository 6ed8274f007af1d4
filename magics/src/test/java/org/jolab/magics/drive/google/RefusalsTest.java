package org.jolab.magics.drive.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    private static StoreException refusal(int status, String reason, String message) {
        return Refusals.of(status, ("{\"error\":{\"errors\":[{\"domain\":\"global\",\"reason\":\"" + reason
            + "\",\"message\":\"" + message + "\"}],\"code\":" + status + ",\"message\":\"" + message + "\"}}")
            .getBytes(StandardCharsets.UTF_8), "");
    }

    @ParameterizedTest
    @CsvSource({
        "400, badRequest, REFUSED, refused it", "401, authError, AUTH, %drive auth",
        "403, userRateLimitExceeded, RATE, not of room", "403, rateLimitExceeded, RATE, fewer requests",
        "403, sharingRateLimitExceeded, RATE, fewer requests", "403, dailyLimitExceeded, RATE, midnight",
        "403, downloadQuotaExceeded, REFUSED, copy of it", "403, storageQuotaExceeded, FULL, Empty the bin",
        "403, teamDriveFileLimitExceeded, FULL, as many items", "403, insufficientPermissions, AUTH, tick every box",
        "403, insufficientFilePermissions, DENIED, may not change", "403, domainPolicy, DENIED, administrators",
        "403, appNotAuthorizedToFile, DENIED, whole Drive", "403, cannotDownloadAbusiveFile, DENIED, malware",
        "403, accessNotConfigured, REFUSED, Switch it on", "403, exportSizeLimitExceeded, REFUSED, 10 MB",
        "403, neverHeardOf, DENIED, because (neverHeardOf)", "404, notFound, NOT_FOUND, no longer in Google Drive",
        "409, fileIdInUse, CONFLICT, something else", "410, gone, GONE, forgotten",
        "429, rateLimitExceeded, RATE, fewer requests", "500, internalError, OFFLINE, out of order",
        "503, backendError, OFFLINE, out of order", "418, teapot, REFUSED, because (teapot)"})
    void everyReasonHasItsKindAndWordsForPeople(int status, String reason, Kind kind, String words) {
        var refusal = refusal(status, reason, "because");

        assertEquals(kind, refusal.kind());
        assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
        assertEquals(kind == Kind.RATE || kind == Kind.OFFLINE, refusal.passes());
    }

    @Test
    void theNewerFormOfErrorsIsUnderstood() {
        var body = "{\"error\":{\"code\":403,\"message\":\"m\",\"status\":\"PERMISSION_DENIED\",\"details\":[{"
            + "\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"ACCESS_TOKEN_SCOPE_INSUFFICIENT\"}"
            + "]}}";

        assertEquals(Kind.AUTH, Refusals.of(403, body.getBytes(StandardCharsets.UTF_8), "").kind());
    }

    @Test
    void aPageOfAProxyIsNoReason() {
        assertEquals(Kind.OFFLINE, Refusals.of(502, "<html>bad gateway</html>".getBytes(), "").kind());
        assertEquals(Kind.DENIED, Refusals.of(403, "<html>forbidden</html>".getBytes(), "").kind());
        assertEquals(Kind.NOT_FOUND, Refusals.of(404, new byte[0], "").kind());
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertEquals(Duration.ofSeconds(12), Refusals.of(429, new byte[0], "12").retryAfter());
        assertEquals(Duration.ZERO, Refusals.of(429, new byte[0], "soon").retryAfter());
        var date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(100).format(DateTimeFormatter.RFC_1123_DATE_TIME);
        var wait = Refusals.of(503, new byte[0], date).retryAfter();
        assertFalse(wait.compareTo(Duration.ofSeconds(60)) < 0 || wait.compareTo(Duration.ofSeconds(101)) > 0);
    }
}
