package org.jolab.magics.drive.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import javax.net.ssl.SSLException;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.store.StoreException.Kind;

/**
 * What Google's errors mean, in words for the user. The reasons are those of
 * <a href="https://developers.google.com/workspace/drive/api/guides/handle-errors">Resolve errors</a> and such as its
 * clients know.
 */
final class Refusals {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LATER = Duration.ofHours(1);

    private Refusals() {
    }

    /** @param retryAfter the header's value, or empty */
    static StoreException of(int status, byte[] body, String retryAfter) {
        var error = error(body);
        var reason = reason(error);
        var message = error.path("message").asText("").strip();
        var wait = wait(retryAfter);
        return switch (status) {
            case 401 -> new StoreException(Kind.AUTH,
                "The sign-in to Google Drive has ended. Sign in again: %drive auth");
            case 403 -> forbidden(reason, message, wait);
            case 404 -> new StoreException(Kind.NOT_FOUND,
                "It is no longer in Google Drive, or not shared with this account any more.");
            case 409, 412 -> new StoreException(Kind.CONFLICT, "Google Drive has something else in its place.");
            case 410 -> new StoreException(Kind.GONE, "Google Drive has forgotten it.");
            case 429 -> rate(wait);
            case 408, 500, 502, 503, 504 -> new StoreException(Kind.OFFLINE,
                "Google Drive is out of order for the moment (HTTP " + status + ").", wait, null);
            default -> new StoreException(Kind.REFUSED, "Google Drive refused it: "
                + (message.isEmpty() ? "HTTP " + status : message) + (reason.isEmpty() ? "" : " (" + reason + ")"));
        };
    }

    private static StoreException forbidden(String reason, String message, Duration wait) {
        return switch (reason) {
            case "userRateLimitExceeded", "rateLimitExceeded", "RATE_LIMIT_EXCEEDED", "sharingRateLimitExceeded" ->
                rate(wait);
            case "dailyLimitExceeded", "quotaExceeded" -> new StoreException(Kind.RATE, "The project that this "
                + "sign-in belongs to has used up its requests to Google Drive for today. It goes on after midnight, "
                + "Pacific time; a client id of your own has its own limit.", LATER, null);
            case "downloadQuotaExceeded" -> new StoreException(Kind.REFUSED, "This file was downloaded too often; "
                + "Google lets it be downloaded again within a day. A copy of it in your own Drive can be read now.");
            case "storageQuotaExceeded" -> new StoreException(Kind.FULL, "The Google account is full. Empty the bin "
                + "(https://drive.google.com/drive/trash) or get more room (https://one.google.com/storage).");
            case "numChildrenInNonRootLimitExceeded" -> new StoreException(Kind.FULL, "The folder has as many items "
                + "as Google Drive allows in one. Put the file into another folder.");
            case "teamDriveFileLimitExceeded", "activeItemCreationLimitExceeded" -> new StoreException(Kind.FULL,
                "There are as many items as Google Drive allows. Remove some, those in the bin too.");
            case "insufficientPermissions", "insufficientScopes", "ACCESS_TOKEN_SCOPE_INSUFFICIENT" ->
                new StoreException(Kind.AUTH, "The sign-in does not cover this: less was consented to than is "
                    + "needed. Sign in again and tick every box: %drive auth");
            case "authError" -> new StoreException(Kind.AUTH,
                "Google does not accept the sign-in. Sign in again: %drive auth");
            case "accessNotConfigured", "SERVICE_DISABLED" -> new StoreException(Kind.REFUSED, "The Google Drive "
                + "API is switched off in the project of the client id. Switch it on at "
                + "https://console.cloud.google.com/apis/library/drive.googleapis.com and try again in a minute.");
            case "domainPolicy" -> new StoreException(Kind.DENIED, "The administrators of this Google account do "
                + "not allow Drive to be used by this program. They can allow it for the client id; another account "
                + "may work.");
            case "appNotAuthorizedToFile", "appNotAuthorizedToChild" -> new StoreException(Kind.DENIED,
                "The sign-in covers only files that this client has made, and this one is not among them. Sign in "
                    + "for the whole Drive: %drive auth");
            case "insufficientFilePermissions", "insufficientParentPermissions", "forbidden" ->
                new StoreException(Kind.DENIED, "This account may not change it. Its owner can give the right to.");
            case "cannotDownloadAbusiveFile" -> new StoreException(Kind.DENIED, "Google takes this file for malware "
                + "or spam and gives it to its owner only.");
            case "cannotDownloadFile", "downloadRestricted" -> new StoreException(Kind.DENIED,
                "The owner has forbidden that this file be downloaded.");
            case "exportSizeLimitExceeded" -> new StoreException(Kind.REFUSED, "The document is too large to be "
                + "exported (Google's limit is 10 MB). Download it in a browser.");
            default -> new StoreException(Kind.DENIED, "Google Drive does not allow it: "
                + (message.isEmpty() ? "no reason given" : message) + (reason.isEmpty() ? "" : " (" + reason + ")"));
        };
    }

    private static StoreException rate(Duration wait) {
        return new StoreException(Kind.RATE, "Google Drive asks for fewer requests for a while. This is its limit of "
            + "requests, not of room.", wait, null);
    }

    private static JsonNode error(byte[] body) {
        try {
            return JSON.readTree(body).path("error");
        } catch (JsonProcessingException _) {
            // A page of a proxy, perhaps.
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String reason(JsonNode error) {
        var old = error.path("errors").path(0).path("reason").asText("");
        if (!old.isEmpty()) {
            return old;
        }
        for (var detail : error.path("details")) {
            if (detail.hasNonNull("reason")) {
                return detail.path("reason").asText();
            }
        }
        return error.path("status").asText("");
    }

    /** Seconds or a date (RFC 9110, 10.2.3). */
    private static Duration wait(String retryAfter) {
        if (retryAfter.isBlank()) {
            return Duration.ZERO;
        }
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(retryAfter.strip()), 0, LATER.toSeconds()));
        } catch (NumberFormatException _) {
            try {
                var wait = Duration.between(Instant.now(),
                    ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
                return wait.isNegative() ? Duration.ZERO : wait;
            } catch (DateTimeParseException _) {
                return Duration.ZERO;
            }
        }
    }

    /** Google could not be asked. */
    static StoreException unreachable(IOException cause) {
        return new StoreException(Kind.OFFLINE, "Google Drive cannot be reached: " + why(cause) + ".", cause);
    }

    private static String why(Throwable cause) {
        for (var at = cause; at != null; at = at.getCause()) {
            if (at instanceof UnresolvedAddressException) {
                return "its name cannot be resolved; is this machine offline?";
            }
        }
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "the connection was not made in time";
            case HttpTimeoutException _ -> "it did not answer in time";
            case ConnectException _ -> "the connection was refused";
            case SSLException _ -> "the connection is not safe (" + cause.getMessage() + ")";
            default -> "the connection broke";
        };
    }
}
