package org.jolab.magics.drive.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import org.jolab.magics.drive.store.StoreException;
import org.jolab.magics.drive.tree.IsFolderException;
import org.jolab.magics.drive.tree.NoRoomException;

/** Exceptions on their way through the socket. */
final class Failures {

    private Failures() {}

    static ObjectNode written(Throwable failure) {
        var message = Wire.object();
        if (failure instanceof StoreException store) {
            message.put("error", "Store").put("kind", store.kind().name())
                .put("retry", store.retryAfter().toMillis());
        } else {
            message.put("error", failure.getClass().getSimpleName());
        }
        if (failure instanceof FileSystemException file) {
            return message.put("path", file.getFile()).put("other", file.getOtherFile())
                .put("message", file.getReason());
        }
        return message.put("message", failure.getMessage());
    }

    /** Throws what a reply reports, if it does. */
    static void check(JsonNode reply) throws IOException {
        if (!reply.has("error")) {
            return;
        }
        var path = text(reply, "path");
        var message = text(reply, "message");
        switch (reply.path("error").asText()) {
            case "Store" -> throw new StoreException(StoreException.Kind.valueOf(reply.path("kind").asText()),
                message, Duration.ofMillis(reply.path("retry").asLong()), null);
            case "NoSuchFileException" -> throw new NoSuchFileException(path, text(reply, "other"), message);
            case "FileAlreadyExistsException" ->
                throw new FileAlreadyExistsException(path, text(reply, "other"), message);
            case "NotDirectoryException" -> throw new NotDirectoryException(path);
            case "DirectoryNotEmptyException" -> throw new DirectoryNotEmptyException(path);
            case "AccessDeniedException" -> throw new AccessDeniedException(path, text(reply, "other"), message);
            case "ReadOnlyFileSystemException" -> throw new ReadOnlyFileSystemException();
            case "NotLinkException" -> throw new NotLinkException(path, text(reply, "other"), message);
            case "IsFolderException" -> throw new IsFolderException(path);
            case "NoRoomException" -> throw new NoRoomException(path, message);
            case "FileSystemException" -> throw new FileSystemException(path, text(reply, "other"), message);
            case "InterruptedIOException" -> throw new InterruptedIOException(message);
            case "IOException", "UncheckedIOException" -> throw new IOException(message);
            case "IllegalArgumentException" -> throw new IllegalArgumentException(message);
            case "UnsupportedOperationException" -> throw new UnsupportedOperationException(message);
            default -> throw new IOException(reply.path("error").asText() + (message == null ? "" : ": " + message));
        }
    }

    private static String text(JsonNode node, String key) {
        return node.hasNonNull(key) ? node.get(key).asText() : null;
    }
}
